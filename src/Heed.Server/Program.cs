using Heed.Server.Cli;

// Ctrl-C and SIGTERM end a command in order: its transaction rolls back, its children are ended.
using var ending = new CancellationTokenSource();
using var interrupt = Ends.On(System.Runtime.InteropServices.PosixSignal.SIGINT, ending);
using var terminate = Ends.On(System.Runtime.InteropServices.PosixSignal.SIGTERM, ending);
return await CommandLine.RunAsync(args, Shell.OfThisProcess(), ending.Token);
