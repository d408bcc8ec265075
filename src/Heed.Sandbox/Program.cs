using Heed.Sandbox;

var (options, problem) = CommandLine.Parse(args);
if (options is null)
{
    var output = problem is null ? Console.Out : Console.Error;
    await output.WriteLineAsync(problem ?? CommandLine.Help);
    return problem is null ? 0 : 2;
}

// The rooms, in the order a message visits them, are listed in SandboxHost.
await using var sandbox = await SandboxHost.StartAsync(options, CancellationToken.None);
Console.WriteLine($"Sandbox on {sandbox.BaseAddress}, SMTP on port {sandbox.SmtpPort}, ledger in {options.Data}");
var stopped = sandbox.UntilStoppedAsync();
await (options.EndWithInput ? Task.WhenAny(stopped, Console.In.ReadToEndAsync()) : stopped);
return 0;
