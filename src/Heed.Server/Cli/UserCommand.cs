using System.CommandLine;
using System.Globalization;
using Heed.Server.Access;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed user …</c>: people who work here.</summary>
internal static class UserCommand
{
    public static Command Create(CommonOptions common) => new("user", "Invite and list people.") { Invite(common), List(common) };

    private static Command Invite(CommonOptions common)
    {
        var email = new Argument<string>("email") { Description = "Their mail address." };
        var role = RoleWord.Option();
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "How colleagues see them; they can change it." };
        var departments = new Option<string[]>("--department") { HelpName = "NAME", Description = "A department they work for; may be given several times." };
        var command = new Command("invite", "Make a link that lets someone in once, within seven days. Someone who is here already gets a link to sign in.") { email, role, name, departments };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenOrMakeAsync(common, run, ct, s => s.AddPeople());
            var ids = await DepartmentsAsync(work, parsed.GetValue(departments) ?? [], ct);
            var address = parsed.GetValue(email)!; // required
            var people = work.Get<People>();
            var (link, what) = await people.InviteAsync(address, parsed.GetValue(name), RoleWord.Of(parsed.GetValue(role)!), ids, null, ct) switch // required
            {
                Invited.Link invited => (invited.Issued, "Invitation"),
                Invited.AlreadyHere => (await people.SignInLinkAsync((await people.FindAsync(address, ct)).GetValueOrDefault(), ct), $"{address} is here already. One-time link to sign in"),
                Invited.NotAnAddress => throw Problem.WrongUse($"'{address}' is no mail address.", "heed user invite ana@acme.example --role agent"),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (link is null)
                throw Problem.Failed($"{address} is locked out.", "An administrator can let them in again, under Settings, People.");
            await common.Shell.Error.WriteLineAsync($"{what}, works once until {link.ExpiresAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC:");
            await common.Shell.Out.WriteLineAsync((run.Options.PublicUrl ?? run.Options.Urls.Split(';')[0]).TrimEnd('/') + link.Path);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var json = JsonOut.Option();
        var command = new Command("list", "Show who works here.") { json };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddPeople());
            var people = await work.Get<People>().ListAsync(ct);
            if (parsed.GetValue(json))
            {
                JsonOut.Write(common.Shell.Out, people.Select(p => new { p.Id, p.Name, p.Email, Role = RoleWord.Of(p.Role), p.Disabled, p.LastSeenAt }));
                return ExitCode.Ok;
            }

            if (people.Count == 0)
            {
                await common.Shell.Out.WriteLineAsync("Nobody works here yet. heed serve prints the link for the first administrator.");
                return ExitCode.Ok;
            }

            var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Mail", "Role", "Last seen (UTC)", "State");
            foreach (var p in people)
            {
                table.AddRow(
                    Markup.Escape(p.Name), Markup.Escape(p.Email), RoleWord.Of(p.Role),
                    p.LastSeenAt?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never", p.Disabled ? "locked out" : "");
            }

            common.Shell.Tables().Write(table);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Guid>> DepartmentsAsync(Workplace work, IReadOnlyList<string> names, CancellationToken ct)
    {
        await using var db = await work.Get<IDbContextFactory<HeedDb>>().CreateDbContextAsync(ct);
        var known = await db.Departments.AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct);
        return
        [
            .. names.Select(n => known.Find(d => string.Equals(d.Name, n.Trim(), StringComparison.OrdinalIgnoreCase))?.Id
                ?? throw Problem.WrongUse($"There is no department '{n}'.", $"Departments: {string.Join(", ", known.Select(d => d.Name))}")),
        ];
    }
}
