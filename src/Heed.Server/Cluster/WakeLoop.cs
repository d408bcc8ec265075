namespace Heed.Server.Cluster;

/// <summary>
/// Work that a grain does once at a time, and once more when somebody wakes it meanwhile. A grain's calls interleave only at awaits, on
/// one thread: the two flags need no lock.
/// </summary>
internal sealed class WakeLoop
{
    private bool running;
    private bool again;

    /// <summary>Returns at once when the work is under way: it is then done again.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        again = true;
        if (running)
            return;
        running = true;
        try
        {
            while (again)
            {
                again = false;
                await work();
            }
        }
        finally
        {
            running = false;
        }
    }
}
