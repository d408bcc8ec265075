using Heed.Server;
using Heed.Storage;
using Heed.Storage.Migrations;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Storage;

/// <summary>The schema is written by hand, the model in classes: here they are held together, column by column.</summary>
public sealed class SchemaTests
{
    // Written by SQL alone, or made by the full-text search.
    private static readonly HashSet<string> WithoutModel =
        ["schema_versions", "lanes", "api_requests", "attachment_tries"];

    // Row number of the full-text index on SQLite; the index's own column on PostgreSQL.
    private static readonly HashSet<string> ColumnsWithoutModel = ["messages.seq", "messages.search", "identities.seq", "identities.search"];

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_model_and_the_migrated_schema_agree_in_every_table_column_type_and_nullability(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = await MigratedAsync(database);

        (await DifferencesAsync(services, kind)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_column_forgotten_on_either_side_is_found(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = await MigratedAsync(database);
        await using (var session = await services.GetRequiredService<Database>().BeginWriteAsync(durable: true, Ct))
        {
            await session.ExecuteAsync("alter table departments drop column position", Ct);
            await session.ExecuteAsync("alter table departments add column forgotten text", Ct);
            await session.ExecuteAsync("alter table drafts drop column text", Ct);
            await session.ExecuteAsync("alter table drafts add column text integer", Ct);
            await session.ExecuteAsync("create table nobody_knows (id integer)", Ct);
            await session.CommitAsync(Ct);
        }

        (await DifferencesAsync(services, kind)).ShouldBe(
            [
                "departments.position is in the model only", "departments.forgotten is in the schema only", "drafts.text is integer in the schema, text in the model",
                "drafts.text may be null in the schema, not in the model", "nobody_knows is in the schema only",
            ],
            ignoreOrder: true);
    }

    private static async Task<ServiceProvider> MigratedAsync(TestDatabase database)
    {
        var options = database.Options();
        var services = new ServiceCollection().AddLogging().AddSingleton(options).AddHeedStorage(options).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().ApplyAsync(Ct);
        return services;
    }

    private static async Task<List<string>> DifferencesAsync(IServiceProvider services, string kind)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(Ct);
        var schema = await SchemaAsync(services.GetRequiredService<Database>(), kind);
        var model = db.Model.GetEntityTypes().Where(e => !e.IsOwned()).ToDictionary(e => e.GetTableName()!, ColumnsOf); // every entity is mapped to a table
        var differences = new List<string>();
        differences.AddRange(model.Keys.Except(schema.Keys).Select(t => $"{t} is in the model only"));
        differences.AddRange(schema.Keys.Except(model.Keys).Where(t => !WithoutModel.Contains(t)).Select(t => $"{t} is in the schema only"));
        foreach (var (table, columns) in model.Where(m => schema.ContainsKey(m.Key)))
        {
            var real = schema[table];
            differences.AddRange(columns.Keys.Except(real.Keys).Select(c => $"{table}.{c} is in the model only"));
            differences.AddRange(real.Keys.Except(columns.Keys).Select(c => $"{table}.{c}").Where(c => !ColumnsWithoutModel.Contains(c)).Select(c => $"{c} is in the schema only"));
            foreach (var (name, column) in columns.Where(c => real.ContainsKey(c.Key)))
            {
                var type = TypeOf(column.Type, kind);
                // SQLite numbers rows in "integer"; PostgreSQL's own numbers are bigint, and small ones are read as int.
                var same = real[name].Type == type || (column.Numbered && real[name].Type is "integer" or "bigint");
                if (!same)
                    differences.Add($"{table}.{name} is {real[name].Type} in the schema, {type} in the model");
                if (real[name].Nullable != column.Nullable)
                    differences.Add($"{table}.{name} may {(real[name].Nullable ? "be null in the schema, not in the model" : "not be null in the schema, but in the model")}");
            }
        }

        return differences;
    }

    private static Dictionary<string, (Type Type, bool Nullable, bool Numbered)> ColumnsOf(IEntityType entity)
    {
        var columns = entity.GetProperties().ToDictionary(
            p => p.GetColumnName(),
            p => (Stored(p), p.IsNullable, p.ValueGenerated == ValueGenerated.OnAdd && (p.ClrType == typeof(int) || p.ClrType == typeof(long))));
        foreach (var json in entity.GetNavigations().Select(n => n.TargetEntityType).Where(t => t.IsMappedToJson()))
            columns[json.GetContainerColumnName()!] = (typeof(System.Text.Json.JsonElement), false, false); // mapped to JSON: it has a column
        return columns;
    }

    private static Type Stored(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? typeof(int) : type;
    }

    private static string TypeOf(Type type, string kind) => (kind, type.Name) switch
    {
        (_, nameof(String)) => "text",
        (_, nameof(Int32)) => "integer",
        (_, nameof(Int64)) => "bigint",
        ("sqlite", nameof(Guid) or nameof(System.Text.Json.JsonElement)) => "text",
        ("sqlite", nameof(Boolean)) => "integer",
        ("sqlite", "Byte[]") => "blob",
        (_, nameof(Guid)) => "uuid",
        (_, nameof(System.Text.Json.JsonElement)) => "jsonb",
        (_, nameof(Boolean)) => "boolean",
        (_, "Byte[]") => "bytea",
        _ => throw new NotSupportedException($"The schema has no type for {type.Name}."),
    };

    private static async Task<Dictionary<string, Dictionary<string, (string Type, bool Nullable)>>> SchemaAsync(Database database, string kind)
    {
        await using var connection = await database.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = kind == "sqlite"
            ? """
              select t.name, c.name, lower(c.type), c."notnull" = 0 from sqlite_master t join pragma_table_info(t.name) c
               where t.type = 'table' and t.name not like 'sqlite!_%' escape '!' and t.name not like '%!_search%' escape '!'
              """
            : """
              select table_name::text, column_name::text, data_type::text, is_nullable = 'YES' from information_schema.columns
               where table_schema = current_schema() and table_name not ilike 'orleans%'
              """;
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var tables = new Dictionary<string, Dictionary<string, (string Type, bool Nullable)>>();
        while (await reader.ReadAsync(Ct))
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns))
                tables[reader.GetString(0)] = columns = [];
            columns[reader.GetString(1)] = (reader.GetString(2), reader.GetBoolean(3));
        }

        return tables;
    }
}
