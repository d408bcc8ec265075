using System.Runtime.InteropServices;

namespace Heed.Server.Cli;

/// <summary>Turns a signal into a cancellation; the second one ends the process as usual.</summary>
internal static class Ends
{
    public static PosixSignalRegistration On(PosixSignal signal, CancellationTokenSource ending) => PosixSignalRegistration.Create(signal, context =>
    {
        if (ending.IsCancellationRequested)
            return;
        context.Cancel = true;
        ending.Cancel();
    });
}
