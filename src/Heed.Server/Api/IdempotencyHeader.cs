namespace Heed.Server.Api;

/// <summary>Marks endpoints that take an <c>Idempotency-Key</c>; the OpenAPI document tells it.</summary>
internal sealed class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    private IdempotencyHeader()
    {
    }

    public static IdempotencyHeader Taken { get; } = new();
}
