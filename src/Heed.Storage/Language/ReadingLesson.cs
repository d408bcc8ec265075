namespace Heed.Storage.Language;

/// <summary>What a person said a message really is about.</summary>
public sealed class ReadingCorrection
{
    public required Guid MessageId { get; init; }

    /// <summary>The model it corrects: <c>topic</c>.</summary>
    public required string Task { get; init; }

    public required string Label { get; set; }

    public required string Language { get; init; }

    public required DateTimeOffset At { get; set; }

    public Guid? ById { get; set; }
}

/// <summary>What was learned from all corrections at one time: an overlay over the shipped model. At most one of a task is in use.</summary>
public sealed class ReadingLesson
{
    public required Guid Id { get; init; }

    public required string Task { get; init; }

    /// <summary>A <c>TextOverlay</c>, as it writes itself.</summary>
    public required byte[] Weights { get; init; }

    /// <summary>An <c>OwnTopicModel</c>, as it writes itself; null: no correction was of an own topic.</summary>
    public byte[]? OwnTopics { get; init; }

    /// <summary>How many corrections it was learned from.</summary>
    public required int Corrections { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required bool InUse { get; set; }
}
