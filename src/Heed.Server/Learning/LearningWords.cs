namespace Heed.Server.Learning;

/// <summary>Names the texts of this room: LearningWords.resx, .fr.resx, .es.resx.</summary>
public sealed class LearningWords;
