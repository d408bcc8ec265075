using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Server.Api;

/// <summary>How the API writes JSON: camelCase, words in lower case with hyphens, times in UTC with milliseconds.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        json.Converters.Add(new UtcTimes());
        json.MaxDepth = 16;
        // A reply without its visibility must not go out in public by default.
        json.RespectRequiredConstructorParameters = true;
        json.RespectNullableAnnotations = true;
    }

    /// <summary>The word the API uses for a value of an enum.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private sealed class UtcTimes : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
