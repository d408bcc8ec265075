using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Heed.Server.Cluster;

namespace Heed.Testing.Servers;

/// <summary>The built program as a process of its own: it can be killed without warning and started again on the same data.</summary>
public sealed class HeedProcess : IAsyncDisposable
{
    // A start on two busy cores, migrations included.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string folder;
    private readonly string? database;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly HttpMessageInvoker probe = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly StreamWriter log;
    private Process? server;

    /// <param name="folder">Where data and log lie; it must exist.</param>
    /// <param name="database">PostgreSQL connection string; null: SQLite in the folder.</param>
    /// <param name="settings"><c>HEED_…</c> variables.</param>
    public HeedProcess(string folder, string? database, IReadOnlyDictionary<string, string> settings)
    {
        this.folder = folder;
        this.database = database;
        this.settings = settings;
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        log = new StreamWriter(Path.Combine(folder, "server.log"), append: true) { AutoFlush = true };
    }

    public Uri Address { get; }

    /// <summary>The program beside the one that runs: artifacts/bin/Heed.Server/{debug|release}/heed.dll.</summary>
    public static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var program = Path.GetFullPath(Path.Combine(here.FullName, "..", "..", "Heed.Server", here.Name, "heed.dll"));
            return File.Exists(program) ? program : throw new FileNotFoundException("Build src/Heed.Server first, in the same configuration.", program);
        }
    }

    /// <summary>Memory the server holds right now, in bytes.</summary>
    public long ResidentBytes => ReadStatus("VmRSS:");

    /// <summary>The most memory it has held, in bytes.</summary>
    public long PeakResidentBytes => ReadStatus("VmHWM:");

    /// <summary>Processor time the server has used on all cores together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            server!.Refresh(); // started before anyone asks
            return server.TotalProcessorTime;
        }
    }

    /// <summary>Starts the server and returns when it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead, or did not answer in time; the message holds the end of its log.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        server = Launch(["serve", "--urls", Address.ToString().TrimEnd('/')]);
        server.OutputDataReceived += (_, line) => Write(line.Data);
        server.ErrorDataReceived += (_, line) => Write(line.Data);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();

        var began = Stopwatch.StartNew();
        while (!await AnswersAsync(ct))
        {
            if (server.HasExited || began.Elapsed > Patience)
                throw new InvalidOperationException($"The server did not come up ({(server.HasExited ? $"it ended with {server.ExitCode}" : "no answer")}).\n{LogEnd()}");
            await Task.Delay(25, ct);
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (server is null)
            return;
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    /// <summary>Runs one command of the program on the same data.</summary>
    /// <returns>What it printed, trimmed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var command = Launch(arguments);
        var output = command.StandardOutput.ReadToEndAsync(ct);
        var error = command.StandardError.ReadToEndAsync(ct);
        await command.WaitForExitAsync(ct);
        return command.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"heed {arguments[0]} ended with {command.ExitCode}: {await error}{await output}");
    }

    /// <summary>The last lines the server wrote.</summary>
    public string LogEnd()
    {
        lock (log)
        {
            using var file = new FileStream(Path.Combine(folder, "server.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(40));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        probe.Dispose();
        await log.DisposeAsync();
    }

    private Process Launch(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["HEED_DATA"] = folder;
        if (database is not null)
            start.Environment["HEED_DATABASE"] = database;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/health/live"));
            using var response = await probe.SendAsync(request, ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Write(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.WriteLine(line);
    }

    private long ReadStatus(string name)
    {
        var line = File.ReadLines($"/proc/{server?.Id ?? throw new InvalidOperationException("The server does not run.")}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
