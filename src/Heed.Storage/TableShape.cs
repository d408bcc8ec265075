using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Heed.Storage;

/// <summary>
/// How one entity becomes a row, read once from the EF model: so the bulk writer and the queries can never disagree about a column.
/// Values come out as the provider stores them (milliseconds, integers).
/// </summary>
public sealed class TableShape<T>
    where T : class
{
    internal TableShape(string table, IReadOnlyList<string> columns, IReadOnlyList<Type> types, Func<T, object?>[] read)
    {
        Table = table;
        Columns = columns;
        Types = types;
        Read = read;
    }

    public string Table { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<Type> Types { get; }

    public Func<T, object?>[] Read { get; }
}

/// <summary>Reads a <see cref="TableShape{T}"/> from the model.</summary>
public static class TableShape
{
    /// <param name="except">Columns the database fills in itself.</param>
    public static TableShape<T> Of<T>(IModel model, params string[] except)
        where T : class
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = entity.GetTableName()!; // every entity is mapped to a table
        var properties = entity.GetProperties().Where(p => !except.Contains(p.GetColumnName())).ToList();
        return new TableShape<T>(
            table,
            [.. properties.Select(p => p.GetColumnName())],
            [.. properties.Select(p => Nullable.GetUnderlyingType(Provider(p)) ?? Provider(p))],
            [.. properties.Select(Getter<T>)]);
    }

    private static Type Provider(IProperty property) =>
        property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;

    private static Func<T, object?> Getter<T>(IProperty property)
    {
        var row = Expression.Parameter(typeof(T));
        var value = Expression.Convert(Expression.Property(row, property.PropertyInfo!), typeof(object)); // only mapped CLR properties
        var read = Expression.Lambda<Func<T, object?>>(value, row).Compile();
        var converter = property.GetTypeMapping().Converter;
        return converter is null ? read : r => read(r) is { } v ? converter.ConvertToProvider(v) : null;
    }
}
