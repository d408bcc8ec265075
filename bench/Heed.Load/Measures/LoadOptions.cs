using System.CommandLine;

namespace Heed.Load.Measures;

/// <summary>Options that several commands take.</summary>
internal static class LoadOptions
{
    public static Option<string> Db()
    {
        var option = new Option<string>("--db") { HelpName = "sqlite|postgres", Description = "Which database. PostgreSQL needs HEED_TEST_POSTGRES.", DefaultValueFactory = _ => "sqlite" };
        option.AcceptOnlyFromAmong("sqlite", "postgres");
        return option;
    }

    public static Option<int> Count(string name, int normal, string description)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => normal };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() <= 0)
                result.AddError($"{name} must be more than 0.");
        });
        return option;
    }
}
