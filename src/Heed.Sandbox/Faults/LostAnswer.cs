namespace Heed.Sandbox.Faults;

/// <summary>The cruellest fault: the action happened and is recorded, and whoever asked for it never hears so.</summary>
internal static class LostAnswer
{
    /// <returns>The answer to give instead; <paramref name="answer"/> itself when the fault does not strike.</returns>
    public static async Task<IResult> MaybeAsync(HttpContext context, FaultBoard faults, string network, IResult answer, TimeProvider clock)
    {
        var settings = faults[network];
        if (!faults.Happens(settings.TimeoutAfterSuccessPercent)) return answer;
        var mode = settings.TimeoutMode == "mixed" ? (faults.Next() < 0.5 ? "abort" : "503") : settings.TimeoutMode;
        switch (mode)
        {
            case "503":
                return Results.Text("upstream connect error or disconnect/reset before headers", statusCode: StatusCodes.Status503ServiceUnavailable);
            case "late":
                await Task.Delay(TimeSpan.FromMilliseconds(settings.LateMs), clock, context.RequestAborted);
                return answer;
            default:
                context.Abort();
                return Results.Empty;
        }
    }
}
