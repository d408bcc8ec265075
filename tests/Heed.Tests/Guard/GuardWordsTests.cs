using System.Text.RegularExpressions;
using Heed.Core.Guard;
using Heed.Tests.Design;
using Shouldly;
using Xunit;

namespace Heed.Tests.Guard;

public sealed partial class GuardWordsTests
{
    [Fact]
    public void Every_word_a_screen_asks_for_exists()
    {
        var asked = WordFiles.Asked(Asked(), "");
        asked.UnionWith(Enum.GetNames<ToneFault>().Select(f => "why." + f));
        asked.UnionWith(Enum.GetNames<ToneAction>().SelectMany(a => (string[])["then." + a, "tone.action." + a]));
        asked.UnionWith(Enum.GetNames<ToneRelease>().Select(r => "tone.release." + r));
        asked.UnionWith(ToneLevel.All.Select(l => "tone.level." + (int)Math.Round(l * 1000)));

        asked.Count.ShouldBeGreaterThan(50);
        asked.Except(WordFiles.Read(Path.Combine("Guard", "GuardWords.resx")).Keys).ShouldBeEmpty();
    }

    [GeneratedRegex("""\bG\["([a-z][a-zA-Z0-9.-]*[a-zA-Z0-9])"[\],]""")]
    private static partial Regex Asked();
}
