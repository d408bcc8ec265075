using System.CommandLine;
using Heed.Load.Day;
using Heed.Load.Import;
using Heed.Load.Inbox;
using Heed.Load.Intake;
using Heed.Load.Memory;
using Heed.Load.Reading;
using Heed.Load.Screen;

// Exit codes: 0 measured, 1 failed, 2 wrong use.
var root = new RootCommand("Measures Heed on this machine, each number beside the limit measured in the same run. Results go to bench/results/.")
{
    IntakeCommand.Create(),
    ScreenCommand.Create(),
    InboxCommand.Create(),
    ImportCommand.Create(),
    MemoryCommand.Create(),
    ReadingCommand.Create(),
    DayCommand.Create(),
};
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();
return code != 0 && parsed.Errors.Count > 0 ? 2 : code;
