using System.Diagnostics;
using System.Globalization;

namespace Enginsight.Ops.Bundle;

/// <summary>How far a step of the bundle is: its size every few seconds while it works, and at its end.</summary>
internal static class BundleProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <param name="name">Name of the step.</param>
    /// <param name="places">Files and folders that grow while it works.</param>
    public static async Task OfAsync(string name, string[] places, Func<Task> step)
    {
        Console.WriteLine($"{name} ...");
        var watch = Stopwatch.StartNew();
        using var ended = new CancellationTokenSource();
        var progress = TellAsync(name, places, watch, ended.Token);
        try
        {
            await step();
        }
        finally
        {
            await ended.CancelAsync();
            await progress;
        }

        Console.WriteLine($"{name}: {Text(places[0], watch)}");
    }

    private static async Task TellAsync(string name, string[] places, Stopwatch watch, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
                Console.WriteLine($"{name} ... {Text(places.MaxBy(Bytes)!, watch)}");
        }
        catch (OperationCanceledException)
        {
            // The step has ended.
        }
    }

    private static string Text(string place, Stopwatch watch) => string.Create(
        CultureInfo.InvariantCulture, $"{Bytes(place) / 1e6:F1} MB, {watch.Elapsed.TotalSeconds:F0} s");

    /// <summary>What is there at this moment; files come and go under it.</summary>
    private static long Bytes(string place) => Directory.Exists(place)
        ? new DirectoryInfo(place).EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(file => file.Exists ? file.Length : 0)
        : File.Exists(place) ? new FileInfo(place).Length : 0;
}
