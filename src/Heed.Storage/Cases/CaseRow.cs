using Heed.Core.Cases;

namespace Heed.Storage.Cases;

/// <summary>Writing a folded case back, if nobody else did meanwhile.</summary>
internal static class CaseRow
{
    /// <summary>How many cases the customer <c>@id</c> has; what became part of another one is no case of its own.</summary>
    public const string CountOfCustomer = "(select count(*) from cases where customer_id = @id and status <> 2)";

    public static string UpdateSql(TableShape<Case> shape) =>
        $"update cases set {string.Join(", ", shape.Columns.Where(c => c != "id").Select(c => $"{c} = @{c}"))} where id = @id and version = @loaded";

    /// <param name="loaded">Version the case had when it was read.</param>
    public static void Bind(SqlValues command, TableShape<Case> shape, Case c, long loaded)
    {
        for (var i = 0; i < shape.Columns.Count; i++)
            command.Add(shape.Columns[i], shape.Read[i](c));
        command.Add("loaded", loaded);
    }
}

/// <summary>A case changed between reading and writing it; reading and deciding again settles it.</summary>
public sealed class StaleCaseException() : Exception("A case was changed by someone else in the meantime.");
