using System.Diagnostics;
using System.Net.Http.Json;

namespace Heed.Server.Cli.Demo;

/// <summary>The sandbox as a child process. It ends with us, however we end: its standard input closes.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly HttpClient http;
    private readonly Queue<string> lastWords = new();

    private SandboxProcess(Process process, HttpClient http, Uri address, int smtpPort)
    {
        this.process = process;
        this.http = http;
        Address = address;
        SmtpPort = smtpPort;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int SmtpPort { get; }

    /// <exception cref="Problem">It is not there, or does not come up.</exception>
    public static async Task<SandboxProcess> StartAsync(HttpClient http, string heed, string data, int port, int smtpPort, CancellationToken ct)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(Runtime())
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "exec", Program(), "--urls", address.AbsoluteUri.TrimEnd('/'), "--data", data,
                "--smtp-port", smtpPort.ToString(System.Globalization.CultureInfo.InvariantCulture), "--heed", heed, "--play", "demo", "--end-with-input",
            },
        };
        var sandbox = new SandboxProcess(Process.Start(start) ?? throw Problem.Failed("The sandbox could not be started."), http, address, smtpPort);
        try
        {
            await sandbox.UntilReadyAsync(ct);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public async Task RegisterAsync(object account, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(Address, "/_sandbox/accounts"), account, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a good agent would answer to this message; null when the sandbox knows no story behind it.</summary>
    public async Task<Suggestion?> SuggestAsync(string network, string account, string externalId, CancellationToken ct)
    {
        var query = $"/_sandbox/suggest?network={Uri.EscapeDataString(network)}&account={Uri.EscapeDataString(account)}&externalId={Uri.EscapeDataString(externalId)}";
        using var answer = await http.GetAsync(new Uri(Address, query), ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Suggestion>(ct) : null;
    }

    /// <summary>Returns when the sandbox has ended by itself.</summary>
    public async Task<Problem> UntilEndedAsync(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct);
        lock (lastWords)
            return Problem.Failed($"The sandbox ended ({process.ExitCode}): {string.Join(" ", lastWords)}", "Start the demo again.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await process.WaitForExitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task UntilReadyAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            if (process.HasExited)
                throw await UntilEndedAsync(ct);
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "/health"), limit.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw Problem.Failed($"The sandbox does not answer on {Address}.", "Start the demo again.");
            }

            await Task.Delay(100, ct);
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (lastWords)
        {
            lastWords.Enqueue(line.Trim());
            if (lastWords.Count > 5)
                lastWords.Dequeue();
        }
    }

    // Beside us when published; in the folder next to ours when built.
    private static string Program()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        string[] places = [Path.Combine(here.FullName, "heed-sandbox.dll"), Path.Combine(here.FullName, "..", "..", "Heed.Sandbox", here.Name, "heed-sandbox.dll")];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists)
            ?? throw Problem.Failed($"The sandbox is not built: {string.Join(" and ", places.Select(Path.GetFullPath))} are not there.", "Start with ./heed demo, which builds it.");
    }

    private static string Runtime() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}

/// <param name="Then"><c>resolve</c>, <c>wait</c> or <c>private</c>.</param>
internal sealed record Suggestion(string Answer, string Then);
