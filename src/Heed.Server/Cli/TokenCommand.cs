using System.CommandLine;
using System.Globalization;
using Heed.Server.Access;
using Heed.Storage.Access;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed token …</c>: bearer tokens of the API.</summary>
internal static class TokenCommand
{
    public static Command Create(CommonOptions common) => new("token", "Make, list and revoke API tokens.") { Make(common), List(common), Revoke(common) };

    private static Command Make(CommonOptions common)
    {
        var name = new Option<string>("--name") { Required = true, HelpName = "NAME", Description = "What uses it; shown in histories and in the list." };
        var role = RoleWord.Option();
        var command = new Command("create", "Make a token and print it, alone, on standard output. It is shown this once.") { name, role };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenOrMakeAsync(common, run, ct, s => s.AddPeople());
            var wanted = parsed.GetValue(name)!; // required
            switch (await work.Get<ApiTokens>().CreateAsync(wanted, RoleWord.Of(parsed.GetValue(role)!), ct)) // required, and checked by the parser
            {
                case TokenOutcome.Made made:
                    await common.Shell.Out.WriteLineAsync(made.Text);
                    return ExitCode.Ok;
                case TokenOutcome.NameTaken:
                    throw Problem.Failed($"There is a token called '{wanted}' already, and it cannot be shown again.", "Take another name; heed token list shows those in use.");
                case TokenOutcome.NameMissing:
                    throw Problem.WrongUse("A token needs a name of at most 80 characters.", "heed token create --name shop-sync --role reader");
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var json = JsonOut.Option();
        var command = new Command("list", "Show the tokens: names, roles and last use, never the tokens themselves.") { json };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddPeople());
            var tokens = await work.Get<ApiTokens>().ListAsync(ct);
            if (parsed.GetValue(json))
            {
                JsonOut.Write(common.Shell.Out, tokens.Select(t => new { t.Id, t.Name, Role = RoleWord.Of(t.Role), t.CreatedAt, t.LastUsedAt, t.RevokedAt }));
                return ExitCode.Ok;
            }

            if (tokens.Count == 0)
            {
                await common.Shell.Out.WriteLineAsync("There is no token yet. Make one: heed token create --name NAME --role reader");
                return ExitCode.Ok;
            }

            var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Role", "Made (UTC)", "Last used (UTC)", "State");
            foreach (var t in tokens)
                table.AddRow(Markup.Escape(t.Name), RoleWord.Of(t.Role), Time(t.CreatedAt), Time(t.LastUsedAt), t.RevokedAt is null ? "works" : "revoked");
            common.Shell.Tables().Write(table);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke(CommonOptions common)
    {
        var name = new Argument<string>("name") { Description = "Name or id of the token." };
        var command = new Command("revoke", "End a token: the next request with it is refused.") { name };
        command.Run(common, async (run, parsed, ct) =>
        {
            var which = parsed.GetValue(name)!; // required
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddPeople());
            var tokens = work.Get<ApiTokens>();
            var found = (await tokens.ListAsync(ct)).FirstOrDefault(t => t.Name == which || t.Id.ToString() == which);
            if (found is null)
                throw Problem.NotFound($"There is no token '{which}'.", "heed token list shows them.");
            await common.Shell.Out.WriteLineAsync(await tokens.RevokeAsync(found.Id, ct) ? $"Token '{found.Name}' is revoked." : $"Token '{found.Name}' was revoked before.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";
}
