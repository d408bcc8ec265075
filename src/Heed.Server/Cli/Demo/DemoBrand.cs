using System.Text.Json;
using Heed.Core.Clocks;
using Heed.Core.Routing;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Matching;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Cli.Demo;

/// <summary>Who works at the demo's brand.</summary>
/// <param name="You">The administrator whose link is shown.</param>
/// <param name="Agents">Those who answer by themselves.</param>
internal sealed record DemoTeam(Guid You, IReadOnlyList<Actor> Agents);

/// <summary>Maison Lumière, furniture and lamps in three countries: its departments, hours, rules and people. Setting it up twice changes nothing.</summary>
internal sealed class DemoBrand(IDbContextFactory<HeedDb> contexts, People people, TimeProvider clock)
{
    public const string Name = "Maison Lumière";

    private const string Marker = "demo";

    private static readonly (string Name, string Zone, string Hours, int Minutes)[] Departments =
    [
        ("Service client", "Europe/Paris", "08:00-22:00", 60),
        ("Atención al cliente", "Europe/Madrid", "09:00-22:00", 60),
        ("Billing", "Europe/Paris", "08:00-20:00", 120),
        ("Delivery", "Europe/Paris", "07:00-22:00", 45),
        ("Boutique Lyon", "Europe/Paris", "09:30-20:00", 15),
    ];

    // Here cases find people by themselves; elsewhere people take them, and leave some for you.
    private static readonly string[] MatchedDepartments = ["Billing", "Delivery"];

    // The place comes before the matter, the matter before the language: who can act reads it first.
    private static readonly (string Name, RoutingConditions When, string Department, string[] Tags, int Priority)[] Rules =
    [
        ("In the shop in Lyon", new() { AnyWords = ["confluence", "magasin de lyon", "boutique de lyon", "tienda de lyon", "lyon store"] }, "Boutique Lyon", ["in-store"], 1),
        ("Money", new() { AnyWords = ["remboursement", "rembourser", "facture", "prélevé", "refund", "invoice", "charged", "reembolso", "factura", "cobrado"] }, "Billing", ["money"], 0),
        ("Parcels", new() { AnyWords = ["colis", "livraison", "livreur", "delivery", "parcel", "courier", "delivered", "pedido", "entrega", "envío", "paquete", "repartidor"] }, "Delivery", ["parcel"], 0),
        ("French", new() { Languages = ["fr"] }, "Service client", [], 0),
        ("Spanish", new() { Languages = ["es"] }, "Atención al cliente", [], 0),
    ];

    /// <summary>Refuses a workspace that is somebody's real one.</summary>
    /// <exception cref="Problem">It has channels that are not the demo's.</exception>
    public async Task EnsureOursAsync(string data, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Settings.AnyAsync(s => s.Key == Marker, ct) && await db.ChannelAccounts.AnyAsync(a => a.State != ChannelAccountState.Removed && a.Brand != Name, ct))
            throw Problem.WrongUse($"{data} holds a workspace that is not the demo's.", "Give the demo a folder of its own: heed demo --data ./demo");
    }

    public async Task<DemoTeam> SetUpAsync(CancellationToken ct)
    {
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (!await db.Settings.AnyAsync(s => s.Key == Marker, ct))
            {
                var departments = AddDepartments(db, await db.Departments.ToDictionaryAsync(d => d.Name, d => d.Id, ct));
                AddRules(db, departments, await db.RoutingRules.Select(r => r.Name).ToListAsync(ct));
                AddShop(db, departments);
                db.Settings.Add(new SettingRow { Key = Marker, Value = "true" });
                await db.SaveChangesAsync(ct);
            }
        }

        return await PeopleAsync(ct);
    }

    private Dictionary<string, Guid> AddDepartments(HeedDb db, Dictionary<string, Guid> known)
    {
        foreach (var (name, zone, hours, minutes) in Departments.Where(d => !known.ContainsKey(d.Name)))
        {
            var calendar = JsonSerializer.Serialize(new
            {
                timeZone = zone,
                week = Enum.GetValues<DayOfWeek>().ToDictionary(d => d.ToString().ToLowerInvariant(), _ => new[] { hours }),
            });
            if (BusinessCalendar.Parse(calendar, out var wrong) is null)
                throw new InvalidOperationException($"The demo's calendar of {name} cannot be read: {wrong}");
            known[name] = Guid.CreateVersion7(clock.GetUtcNow());
            db.Departments.Add(new Department
            {
                Id = known[name],
                Name = name,
                Calendar = calendar,
                Position = known.Count,
                Matching = MatchedDepartments.Contains(name),
                FirstPublicMinutes = minutes,
                FirstPrivateMinutes = minutes,
                NextPublicMinutes = minutes,
                NextPrivateMinutes = minutes,
            });
        }

        return known;
    }

    private void AddRules(HeedDb db, Dictionary<string, Guid> departments, List<string> known)
    {
        var position = known.Count;
        foreach (var (name, when, department, tags, priority) in Rules.Where(r => !known.Contains(r.Name)))
        {
            db.RoutingRules.Add(new RoutingRuleRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Position = position++,
                Name = name,
                Conditions = when.ToJson(),
                DepartmentId = departments[department],
                Tags = JsonSerializer.Serialize(tags),
                Priority = priority,
            });
        }
    }

    private void AddShop(HeedDb db, Dictionary<string, Guid> departments) => db.Shops.Add(new Shop
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Code = "lyon-01",
        Name = "Boutique Lyon",
        Place = "Lyon Confluence",
        Words = """["confluence","boutique de lyon","magasin de lyon"]""",
        DepartmentId = departments["Boutique Lyon"],
    });

    private async Task<DemoTeam> PeopleAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Name, d => d.Id, ct);
        async Task<Guid> AddAsync(string mail, string name, Role role, params string[] where) =>
            await people.AddAsync($"{mail}@maison-lumiere.example", name, role, [.. where.Where(departments.ContainsKey).Select(w => departments[w])], ct);

        var you = await AddAsync("you", "You", Role.Administrator, "Billing", "Delivery");
        var team = new DemoTeam(you,
        [
            new Actor(await AddAsync("camille", "Camille Rousseau", Role.Lead, "Service client", "Boutique Lyon", "Delivery"), "Camille Rousseau", Role.Lead),
            new Actor(await AddAsync("diego", "Diego Marín", Role.Agent, "Atención al cliente", "Delivery"), "Diego Marín", Role.Agent),
            new Actor(await AddAsync("hannah", "Hannah Clarke", Role.Agent, "Care", "Billing"), "Hannah Clarke", Role.Agent),
        ]);
        await AddProfilesAsync(db, [(you, 3, ""), (team.Agents[0].UserId!.Value, 6, "fr en"), (team.Agents[1].UserId!.Value, 6, "es en"), (team.Agents[2].UserId!.Value, 6, "en fr")], ct); // people, not tokens
        return team;
    }

    // Nobody in Billing speaks Spanish: the team page shows what comes of it.
    private static async Task AddProfilesAsync(HeedDb db, IReadOnlyList<(Guid Person, int Capacity, string Languages)> profiles, CancellationToken ct)
    {
        var known = await db.WorkProfiles.Select(p => p.UserId).ToListAsync(ct);
        db.WorkProfiles.AddRange(profiles.Where(p => !known.Contains(p.Person)).Select(p => new WorkProfile
        {
            UserId = p.Person,
            Capacity = p.Capacity,
            Languages = JsonSerializer.Serialize(p.Languages.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        }));
        await db.SaveChangesAsync(ct);
    }
}
