namespace Heed.Core.Figures;

/// <summary>What a figure is told about: a brand, a channel, a period, a department. Null means all of it.</summary>
/// <param name="Brand">Name of the brand, in any case.</param>
/// <param name="Channel">One of <see cref="Channels.Network"/>.</param>
/// <param name="From">First moment that counts, in UTC.</param>
/// <param name="To">First moment that counts no more: adjoining periods never count a row twice.</param>
/// <param name="Zone">IANA name of the time zone in which hours and weekdays are told.</param>
/// <param name="Department">Cases count for the department that has them now, messages with their case; stays and promises for the one that had the case then.</param>
public sealed record FigureScope(
    string? Brand = null, string? Channel = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string Zone = "UTC", Guid? Department = null);
