using System.Diagnostics;

namespace Tests.Shared;

/// <summary>Waiting for something that happens on its own: never without a limit, never without saying for what.</summary>
public static class Wait
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    /// <param name="what">What is waited for, as it would stand in a sentence.</param>
    /// <param name="limit">Default: two minutes.</param>
    public static async Task UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            AssertWithin(what, watch, limit);
            await Task.Delay(200);
        }
    }

    /// <summary>For what this process sees by itself, and may therefore look at more often.</summary>
    public static async Task UntilAsync(string what, Func<bool> condition, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            AssertWithin(what, watch, limit);
            await Task.Delay(20);
        }
    }

    /// <summary>For constructors.</summary>
    public static void Until(string what, Func<bool> condition, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            AssertWithin(what, watch, limit);
            Thread.Sleep(20);
        }
    }

    private static void AssertWithin(string what, Stopwatch watch, TimeSpan? limit) => Assert.True(
        watch.Elapsed < (limit ?? DefaultLimit), $"{what}: not within {watch.Elapsed.TotalSeconds:0} s");
}
