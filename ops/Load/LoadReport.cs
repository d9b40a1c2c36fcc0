using System.Collections.Immutable;
using System.Globalization;

namespace Enginsight.Ops.Load;

/// <summary>What a load's clients saw.</summary>
internal sealed record LoadReport
{
    /// <summary>The server of answers that do not say who gave them.</summary>
    public const string NotNamed = "?";

    public required DateTimeOffset Begin { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>
    /// What happened when, in order of time: the same requests as in the sums. Two reports on end have a slot each of
    /// the tenth of a second in which the one ends and the other begins.
    /// </summary>
    public required ImmutableArray<TimeSlot> Slots { get; init; }

    /// <summary>Requests that were answered or lost.</summary>
    public required long Requests { get; init; }

    /// <summary>Lost requests by kind; empty when none was lost.</summary>
    public required ImmutableDictionary<FailureKind, long> FailuresByKind { get; init; }

    /// <summary>Requests sent again because the kept connection had been closed before any answer.</summary>
    public required long Repeats { get; init; }

    /// <summary>Half of the requests took no longer.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>99 of 100 requests took no longer.</summary>
    public required TimeSpan Percentile99 { get; init; }

    /// <summary>The longest that a client waited for one request, repeats included.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>The longest time in which no client got an answer.</summary>
    public required TimeSpan LongestGap { get; init; }

    /// <summary>Answers by the server that gave them.</summary>
    public required ImmutableSortedDictionary<string, long> Servers { get; init; }

    public required long WebSocketsOpened { get; init; }

    /// <summary>WebSockets that the server closed as it should, with 1000 or 1001.</summary>
    public required long CleanCloses { get; init; }

    /// <summary>WebSockets that broke off, could not be opened, or were closed with another code.</summary>
    public required long UncleanCloses { get; init; }

    /// <summary>The first few failures, in words.</summary>
    public required ImmutableArray<string> Messages { get; init; }

    public long Failures => FailuresByKind.Values.Sum();

    public static LoadReport Of(Tally tally, DateTimeOffset end)
    {
        var latencies = tally.Latencies.Order().ToArray();
        return new LoadReport
        {
            Begin = tally.Begin,
            End = end,
            Slots = [.. tally.Slots],
            Requests = latencies.Length,
            FailuresByKind = tally.Failures.ToImmutableDictionary(),
            Repeats = tally.Repeats,
            Median = Percentile(latencies, 0.5),
            Percentile99 = Percentile(latencies, 0.99),
            LongestWait = Percentile(latencies, 1),
            LongestGap = tally.LongestGap,
            Servers = tally.Servers.ToImmutableSortedDictionary(StringComparer.Ordinal),
            WebSocketsOpened = tally.WebSocketsOpened,
            CleanCloses = tally.CleanCloses,
            UncleanCloses = tally.UncleanCloses,
            Messages = [.. tally.Messages],
        };
    }

    /// <summary>All figures, a few lines.</summary>
    public override string ToString()
    {
        var kinds = string.Join(", ", FailuresByKind.Select(kind => $"{kind.Value} {kind.Key}").Order());
        var servers = string.Join(", ", Servers.Select(server => $"{server.Key} {server.Value}"));
        var lines = new List<string>
        {
            $"{Requests} requests, {Failures} failed{(kinds.Length > 0 ? $" ({kinds})" : "")}, {Repeats} repeated",
            $"median {Milliseconds(Median)}, 99 % {Milliseconds(Percentile99)}, "
                + $"longest wait {Milliseconds(LongestWait)}, longest gap {Milliseconds(LongestGap)}",
            $"answers: {servers}",
        };
        if (WebSocketsOpened > 0)
            lines.Add($"WebSockets: {WebSocketsOpened} opened, {CleanCloses} closed cleanly, {UncleanCloses} not");
        lines.AddRange(Messages.Select(message => $"  {message}"));
        return string.Join('\n', lines);
    }

    public static string Milliseconds(TimeSpan time) =>
        $"{time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms";

    private static TimeSpan Percentile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
}
