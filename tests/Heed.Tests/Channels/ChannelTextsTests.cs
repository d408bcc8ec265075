using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Channels.Facebook;
using Heed.Channels.Mail;
using Heed.Channels.X;
using Heed.Core.Channels;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

/// <summary>Whatever a channel can give as a reason, and every setting it has, has words in English, French and Spanish.</summary>
public sealed partial class ChannelTextsTests
{
    private static readonly IChannel[] Channels = [new XChannel(TimeProvider.System, null), new FacebookChannel(TimeProvider.System), new MailChannel(TimeProvider.System, null)];

    public static TheoryData<string> Languages => ["en", "fr", "es"];

    public static TheoryData<string> Files => ["Heed.Core/Channels/LineTexts", "Heed.Channels/X/XTexts", "Heed.Channels/Facebook/FacebookTexts", "Heed.Channels/Mail/MailTexts"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_code_and_every_setting_has_words(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        foreach (var channel in Channels)
        {
            channel.Troubles.Count.ShouldBeGreaterThan(10);
            channel.Troubles.Where(code => new Trouble(code).InWords(channel.Words, culture) == new Trouble(code).Stored).ShouldBeEmpty();
            channel.Settings.Where(s => string.IsNullOrWhiteSpace(channel.Words("help." + s.Key, culture))).Select(s => s.Key).ShouldBeEmpty();
        }

        Trouble.Codes<LineTrouble>(LineTexts.Family).Where(code => new Trouble(code).InWords(NoWords, culture) == new Trouble(code).Stored).ShouldBeEmpty();
    }

    /// <summary>A language left out falls back to English without a word: only the files tell.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Each_language_has_the_same_words_with_the_same_places_and_none_is_English(string file)
    {
        var english = Read(file, "");
        foreach (var language in new[] { ".fr", ".es" })
        {
            var other = Read(file, language);
            other.Keys.ShouldBe(english.Keys, ignoreOrder: true);
            foreach (var (key, text) in english)
            {
                other[key].Trim().ShouldNotBeEmpty(key);
                other[key].ShouldNotBe(text, key);
                Place().Matches(other[key]).Select(m => m.Value).Distinct().ShouldBe(Place().Matches(text).Select(m => m.Value).Distinct(), key);
            }
        }
    }

    [Fact]
    public void Every_line_of_a_check_has_words_and_no_words_are_left_of_what_is_gone()
    {
        foreach (var (file, channel) in Files.Skip(1).Select(f => f.Data).Zip(Channels))
        {
            var check = File.ReadAllText(Path.Combine(Source(), file.Replace("Texts", "Check.cs", StringComparison.Ordinal)));
            var lines = CheckLine().Matches(check)
                .SelectMany(m => m.Groups[1].Value == "Good" ? GoodKeys(m.Groups[2].Value) : BadKeys(m.Groups[2].Value)).ToList();
            lines.Count.ShouldBeGreaterThan(10);
            var alive = channel.Troubles.Select(c => "trouble." + c.Split('.')[1]).Concat(channel.Settings.Select(s => "help." + s.Key)).Concat(lines);
            Read(file, "").Keys.ShouldBe(alive.Distinct(), ignoreOrder: true, file);
        }

        static IEnumerable<string> GoodKeys(string given) => Quoted().Matches(given).Take(given.StartsWith('"') ? 1 : 9).Select(m => "check." + m.Groups[1].Value);
        static IEnumerable<string> BadKeys(string given) => GoodKeys(given).Take(1).SelectMany(k => new[] { k, k + ".fix" });
    }

    [Fact]
    public void A_check_speaks_the_language_of_whoever_asked()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es");
            var lines = new CheckLines(MailTexts.Words);
            lines.Good("address", "help@acme.example");
            lines.Bad("no-smtp");
            lines.Result.Lines.ShouldBe([new(true, "La dirección es help@acme.example", null), new(false, "Sin SMTP: no se puede responder a nada", "Indique --smtp smtps://user@host:465")]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("x.too-long", null, "[x.too-long]")]
    [InlineData("mail.refused", "550 no such user", "[mail.refused] 550 no such user")]
    [InlineData("facebook.refused", "[Az] two\nlines {0}", "[facebook.refused] [Az] two\nlines {0}")]
    public void A_trouble_comes_back_as_it_was_stored(string code, string? said, string stored)
    {
        new Trouble(code, said).Stored.ShouldBe(stored);
        Trouble.Read(stored).ShouldBe(new Trouble(code, said));
    }

    [Theory]
    [InlineData("X's rate limit is reached.")]
    [InlineData("interrupted")]
    [InlineData("[sic] the words of an older Heed")]
    [InlineData("")]
    [InlineData(null)]
    public void Prose_of_an_older_Heed_is_no_code(string? stored) => Trouble.Read(stored).ShouldBeNull();

    [Fact]
    public void What_the_platform_said_stands_in_the_words()
    {
        var trouble = XTrouble.Refused.As("One cashtag only, {1}.");
        trouble.InWords(XTexts.Words, CultureInfo.GetCultureInfo("fr-CA")).ShouldBe("X l’a refusé : One cashtag only, {1}.");
        LineTrouble.NoAnswer.As().InWords(NoWords, CultureInfo.GetCultureInfo("es")).ShouldStartWith("La red no respondió a tiempo.");
    }

    [Fact]
    public void A_code_nobody_has_words_for_shows_as_it_is() =>
        new Trouble("x.from-the-future", "words").InWords(XTexts.Words, CultureInfo.InvariantCulture).ShouldBe("[x.from-the-future] words");

    private static string? NoWords(string key, CultureInfo language) => null;

    private static Dictionary<string, string> Read(string file, string language)
    {
        return XDocument.Load(Path.Combine(Source(), $"{file}{language}.resx"))
            .Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value); // the shape of every resx
    }

    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "src", "Heed.Channels")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return Path.Combine(folder.FullName, "src");
    }

    [GeneratedRegex("""\.(Good|Bad)\(([^;]*);""")]
    private static partial Regex CheckLine();

    [GeneratedRegex(@"(?<=\? |: |^)""([a-z0-9-]+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
