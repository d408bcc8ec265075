using Heed.Core.Figures;
using Heed.Core.Guard;

namespace Heed.Storage.Figures;

/// <summary>A scope as SQL conditions. Every figure query says its scope with the same ones, so no two can mean different rows by it.</summary>
/// <remarks>The department is named only where one is asked for: a query that mentions a message's case can no longer be answered from the index alone.</remarks>
internal sealed class FigureFilter(FigureScope scope)
{
    private const string OfCases = "(@brand = '' or lower(c.brand) = @brand) and (@channel = '' or c.origin_network = @channel)";

    // What became part of another case is counted there.
    private const string OwnCases = OfCases + " and c.status <> 2";

    /// <summary>For queries over messages <c>m</c> joined to their account <c>a</c>.</summary>
    public string Messages =>
        $"""
        (@brand = '' or lower(a.brand) = @brand) and (@channel = '' or a.network = @channel)
           and m.at >= @from and m.at < @to and m.visibility in (0, 1) and not m.automatic
           and (m.direction = 0 or m.state in (3, 4, 5)){Department("exists (select 1 from cases d where d.id = m.case_id and d.department_id = @department)")}
        """;

    /// <summary>For queries over cases <c>c</c>: told by when and where they began.</summary>
    public string Cases => $"{OwnCases} and c.opened_at >= @from and c.opened_at < @to{Department("c.department_id = @department")}";

    /// <summary>For queries over cases <c>c</c> that a customer opened: told by when they were resolved.</summary>
    public string Resolved => $"{ResolvedAnywhere}{Department("c.department_id = @department")}";

    /// <summary>For queries over times in one department's hands <c>s</c>, of cases <c>c</c>: told by when they ended.</summary>
    public string Stays => $"{OfCases} and c.origin_direction = 0 and s.until >= @from and s.until < @to{Department("s.department_id = @department")}";

    /// <summary>For queries over promises <c>p</c> in resolved cases <c>c</c>: told by the department that had the case when it was made.</summary>
    public string Promises => $"{ResolvedAnywhere}{Department("p.department_id = @department")}";

    /// <summary>For queries over drafts <c>t</c> of cases <c>c</c>: told by when the guard spoke, and where they were to go. What was answered elsewhere was no draft here.</summary>
    public string Drafts =>
        $"t.outcome <> {(int)ToneOutcome.Elsewhere} and (@brand = '' or lower(c.brand) = @brand) and (@channel = '' or t.network = @channel) and t.at >= @from and t.at < @to{Department("t.department_id = @department")}";

    private static string ResolvedAnywhere => $"{OfCases} and c.origin_direction = 0 and c.resolved_at >= @from and c.resolved_at < @to";

    /// <summary>Gives a command the values the conditions ask for.</summary>
    public SqlCommand Bind(SqlCommand command)
    {
        command
            .Add("brand", scope.Brand?.ToLowerInvariant() ?? "")
            .Add("channel", scope.Channel ?? "")
            .Add("from", scope.From?.ToUnixTimeMilliseconds() ?? long.MinValue)
            .Add("to", scope.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        return scope.Department is { } department ? command.Add("department", department) : command;
    }

    private string Department(string condition) => scope.Department is null ? "" : $"\n   and {condition}";
}
