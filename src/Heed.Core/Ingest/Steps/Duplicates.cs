namespace Heed.Core.Ingest.Steps;

/// <summary>The same message again is a success and nothing more; an edit that the platform delivers as a new message is an edit.</summary>
internal static class Duplicates
{
    public static void Run(IngestEvent e)
    {
        var written = e.Written;
        if (e.FindMessage(written.ExternalId) is not null)
        {
            e.End("duplicate");
            return;
        }

        foreach (var earlier in written.EarlierIds)
        {
            if (e.FindMessage(earlier) is not { } original)
                continue;
            Changes.Edit(e.Set, original, written.Text, written.At);
            original.LatestId = written.ExternalId;
            e.Set.AddAlias(original, written.ExternalId);
            e.Set.Changed(original);
            e.End("edit");
            return;
        }
    }
}
