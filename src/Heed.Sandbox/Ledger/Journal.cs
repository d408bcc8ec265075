using System.Text;
using System.Threading.Channels;

namespace Heed.Sandbox.Ledger;

/// <summary>An append-only file of lines, written by one task in batches: the imitation answers faster than a disk syncs.</summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly StreamWriter _writer;
    private readonly Task _writing;

    public Journal(string path)
    {
        var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        _writer = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024);
        _writing = WriteAsync();
    }

    public void Append(string line) => _lines.Writer.TryWrite(line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
        await _writer.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out var line)) await _writer.WriteAsync(line + "\n");
            await _writer.FlushAsync();
        }
    }
}
