using System.Collections.Immutable;
using Enginsight.Ops.Load;

namespace Enginsight.Ops.Drill;

/// <summary>What happened in the phases of a drill, on one axis of steps of the same length.</summary>
internal sealed class TimeLine
{
    /// <summary>More than a screen has columns, and few enough for a page that opens at once.</summary>
    private const int MostSteps = 3000;

    private readonly DateTimeOffset _begin;

    public TimeLine(ImmutableArray<DrillPhase> phases, TimeSpan step)
    {
        Step = step;
        _begin = TimeSlot.BeginOf(phases[0].Report.Begin);
        Length = phases[^1].Report.End - _begin;
        Steps = [.. Enumerable.Range(0, IndexOf(phases[^1].Report.End) + 1).Select(_ => new TimeStep())];
        foreach (var slot in phases.SelectMany(phase => phase.Report.Slots))
            Steps[IndexOf(slot.Begin)].Add(slot);
    }

    public TimeSpan Step { get; }

    public TimeSpan Length { get; }

    public ImmutableArray<TimeStep> Steps { get; }

    /// <summary>A time line of tenths of a second, or of so long steps that it has not too many.</summary>
    public static TimeLine Of(ImmutableArray<DrillPhase> phases)
    {
        var length = phases[^1].Report.End - phases[0].Report.Begin;
        var step = new[] { 1, 2, 5, 10, 20, 50, 100 }.Select(times => times * TimeSlot.Length)
            .FirstOrDefault(step => length / step < MostSteps, 600 * TimeSlot.Length);
        return new TimeLine(phases, step);
    }

    /// <summary>Where a moment is, from 0 to 100.</summary>
    public double Percent(DateTimeOffset time) => Percent(time - _begin);

    public double Percent(TimeSpan time) => Math.Clamp(time / (Step * Steps.Length), 0, 1) * 100;

    private int IndexOf(DateTimeOffset time) => (int)((time - _begin) / Step);
}

/// <summary>What clients saw in one step.</summary>
internal sealed class TimeStep
{
    public SortedDictionary<string, int> Answers { get; } = new(StringComparer.Ordinal);

    public int Failures { get; private set; }

    public TimeSpan LongestWait { get; private set; }

    public void Add(TimeSlot slot)
    {
        foreach (var (server, count) in slot.Answers)
            Answers[server] = Answers.GetValueOrDefault(server) + count;
        Failures += slot.Failures;
        if (slot.LongestWait > LongestWait)
            LongestWait = slot.LongestWait;
    }
}
