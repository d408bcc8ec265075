using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Core.Outcomes;

namespace Heed.Server.Outcomes;

/// <summary>How the columns of a file are to be understood. Columns by their name in the header; empty: there is none.</summary>
/// <param name="Source">The system the file comes from; references are unique within it.</param>
/// <param name="Kind">What each row is, where no column says so.</param>
/// <param name="Currency">Of amounts, where no column says so.</param>
/// <param name="Zone">Of times that do not name theirs (IANA).</param>
internal sealed record OutcomeMapping(
    string Source, string Reference, string Customer, KeySpace KeySpace, string At, string Amount = "", string Currency = "", string CurrencyColumn = "", OutcomeKind? Kind = null,
    string KindColumn = "", string Reason = "", DateOrder Dates = DateOrder.DayFirst, string Zone = "UTC")
{
    public const int LongestSource = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What the names of the columns suggest; people correct it.</summary>
    public static OutcomeMapping Guess(string file, IReadOnlyList<string> columns)
    {
        var customer = Find(columns, "email", "e-mail", "mail", "courriel", "correo", "phone", "telefono", "téléphone", "teléfono", "customer_unique_id", "customer_id", "customerid", "customer", "client", "cliente");
        return new OutcomeMapping(
            Path.GetFileName(file).Split('.')[0].ToLowerInvariant(),
            Find(columns, "order_id", "reference", "order", "invoice", "basket_id", "contract", "commande", "pedido", "id"),
            customer,
            SpaceOf(customer),
            Find(columns, "order_purchase_timestamp", "ordered_at", "created_at", "date", "at", "timestamp", "time", "fecha"),
            Find(columns, "payment_value", "amount", "total", "price", "montant", "importe", "value"),
            CurrencyColumn: Find(columns, "currency", "devise", "moneda"),
            Kind: Find(columns, "churn reason", "cancel", "motif", "motivo").Length > 0 ? OutcomeKind.Cancellation : OutcomeKind.Order,
            KindColumn: Find(columns, "kind", "outcome"),
            Reason: Find(columns, "reason", "motif", "motivo"));
    }

    /// <summary>Code of what is wrong with it for a file of these columns; null when nothing is.</summary>
    public string? Problem(IReadOnlyList<string> columns)
    {
        if (Source.Trim().Length is 0 or > LongestSource)
            return "source";
        if (Missing(columns, Reference) || Missing(columns, Customer) || Missing(columns, At))
            return "columns";
        string[] optional = [Amount, CurrencyColumn, KindColumn, Reason];
        if (optional.Any(o => o.Length > 0 && Missing(columns, o)))
            return "columns";
        if (KindColumn.Length == 0 && Kind is null)
            return "kind";
        return Currency.Length is not (0 or 3) ? "currency" : TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _) ? null : "zone";
    }

    public OutcomeReader Reader() => new(Source.Trim(), KeySpace, Kind, Currency.Length == 0 ? null : Currency, TimeZoneInfo.FindSystemTimeZoneById(Zone), Dates);

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static OutcomeMapping Read(string json) => JsonSerializer.Deserialize<OutcomeMapping>(json, Json)!; // written above

    private static bool Missing(IReadOnlyList<string> columns, string name) => !columns.Contains(name, StringComparer.OrdinalIgnoreCase);

    // The whole name first, then as a part of one, in the order of the words.
    private static string Find(IReadOnlyList<string> columns, params string[] words) =>
        words.Select(w => columns.FirstOrDefault(c => c.Equals(w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null)
        ?? words.Where(w => w.Length > 3).Select(w => columns.FirstOrDefault(c => c.Contains(w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null) ?? "";

    private static KeySpace SpaceOf(string column) => Says(column, "mail", "courriel", "correo") ? KeySpace.Mail : Says(column, "phone", "tel", "tél") ? KeySpace.Phone : KeySpace.Number;

    private static bool Says(string column, params string[] words) => words.Any(w => column.Contains(w, StringComparison.OrdinalIgnoreCase));
}
