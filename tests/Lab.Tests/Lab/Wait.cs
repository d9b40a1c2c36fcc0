using System.Diagnostics;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>Waiting for something that happens on its own.</summary>
internal static class Wait
{
    /// <param name="what">What is waited for, as it would stand in a sentence.</param>
    /// <param name="limit">Default: two minutes.</param>
    public static async Task UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(
                watch.Elapsed < (limit ?? TimeSpan.FromMinutes(2)),
                $"{what}: not within {watch.Elapsed.TotalSeconds:0} s");
            await Task.Delay(200);
        }
    }
}
