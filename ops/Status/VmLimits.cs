using System.Globalization;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>What runs out on a VM before anything fails.</summary>
internal static class VmLimits
{
    private const int FullDiskPercent = 90;
    private const int FullNginxPercent = 80;

    /// <summary>What dies of a driver's timeout lives half a minute, and is running most of the time.</summary>
    private const int LoopRestarts = 3;
    private const int LoopSeconds = 300;

    public static IEnumerable<string> Of(Facts facts)
    {
        foreach (var words in facts.All("disk").Select(line => line.Split(' ')))
        {
            if (Percent(words[^1]) >= FullDiskPercent)
                yield return $"the disk at {words[0]} is {Percent(words[^1])} % full";
        }

        foreach (var words in facts.All("disk-i").Select(line => line.Split(' ')))
        {
            if (Percent(words[^1]) >= FullDiskPercent)
                yield return $"the disk at {words[0]} has {Percent(words[^1])} % of its inodes in use";
        }

        if (Fullest(facts, "handles") is { } handles)
            yield return $"nginx uses {handles} of its file handles, two for each connection: raise LimitNOFILE";
        if (Fullest(facts, "connections") is { } connections)
            yield return $"nginx uses {connections} of its worker_connections: raise them";
    }

    public static int Percent(string text) => int.TryParse(
        text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : 0;

    /// <param name="words">Service, restarts since it was made, seconds since the last.</param>
    public static bool IsLoop(string[] words) => words.Length == 3
        && int.TryParse(words[1], CultureInfo.InvariantCulture, out var restarts) && restarts >= LoopRestarts
        && int.TryParse(words[2], CultureInfo.InvariantCulture, out var seconds) && seconds < LoopSeconds;

    /// <summary>Of nginx's workers the one that is nearest to its limit, where that is near.</summary>
    private static string? Fullest(Facts facts, string name) => facts.All(name)
        .Select(line => line.Split(' '))
        .Where(words => words.Length == 2)
        .Select(words => (Used: Percent(words[0]), Limit: Percent(words[1])))
        .Where(worker => worker.Limit > 0 && worker.Used * 100L >= worker.Limit * (long)FullNginxPercent)
        .OrderByDescending(worker => (double)worker.Used / worker.Limit)
        .Select(worker => $"{worker.Used} of {worker.Limit}")
        .FirstOrDefault();
}
