using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Enginsight.Ops.Load;
using Enginsight.Ops.Pages;

namespace Enginsight.Ops.Drill;

/// <summary>
/// A time line as strips, one below the other on the same axis: a strip for each app server, one for lost requests, one
/// for waits. Each has its name beside it, so that no colour has to tell them apart. Shapes are stretched to whatever
/// width there is; words are not.
/// </summary>
internal sealed class TimeLinePicture(ImmutableArray<DrillPhase> phases, IEnumerable<string> appServers)
{
    /// <summary>Height of a strip's drawing.</summary>
    private const int Height = 100;

    /// <summary>From which share of the width on a phase has room for its name.</summary>
    private const double RoomForAName = 14;

    private static readonly int[] TickSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
    private readonly TimeLine _line = TimeLine.Of(phases);

    public Html Draw()
    {
        var servers = Servers();
        var top = Top(servers);
        var longest = _line.Steps.Max(step => step.LongestWait);
        return Html.Of($"""
            <figure class="timeline">
            {Strip("Phase", "", "phases", Html.Each(phases.Index(), Name))}
            {Html.Each(servers, server => Strip(
                server == LoadReport.NotNamed ? "app server not named" : server,
                $"at most {_line.Steps.Max(step => Answers(step, server))} in {Figures.Milliseconds(_line.Step)}",
                "answers",
                Drawing(Area([.. _line.Steps.Select(step => Math.Min(1, (double)Answers(step, server) / top))]))))}
            {Strip("Lost", $"{Figures.Count(_line.Steps.Sum(step => step.Failures))} in all", "lost", Drawing(Marks()))}
            {Strip("Longest wait", $"at most {Figures.Milliseconds(longest)}", "waits", Drawing(
                Spikes([.. _line.Steps.Select(step => longest == default ? 0 : step.LongestWait / longest)])))}
            {Strip("Minutes", "", "axis", Html.Each(Ticks(), Tick))}
            <figcaption>Hatched: a VM is away. An app server's strip is as high as {Figures.Count(top, "answer")}; what
            is more is cut off there.</figcaption>
            </figure>

            """);
    }

    /// <summary>All that might have answered; where answers do not say who gave them, only that.</summary>
    private string[] Servers()
    {
        string[] named = [.. _line.Steps.SelectMany(step => step.Answers.Keys).Distinct()];
        return named is [LoadReport.NotNamed] ? named : [.. named.Union(appServers).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Clients who had to wait come all at once. Such moments would press all others flat, so a strip ends at twice of
    /// what 95 of 100 steps stay below.
    /// </summary>
    private int Top(string[] servers)
    {
        int[] sorted = [.. _line.Steps.SelectMany(step => servers.Select(server => Answers(step, server))).Order()];
        return Math.Max(1, Math.Min(sorted[^1], 2 * sorted[sorted.Length * 95 / 100]));
    }

    private Html Strip(string title, string more, string kind, Html content) => Html.Of($"""
        <div class="strip {kind}"><div class="title"><strong>{title}</strong><span>{more}</span></div>
        <div class="plot">{Html.Each(phases, Band)}{content}</div></div>

        """);

    private Html Band(DrillPhase phase) =>
        Html.Of($"<i{(phase.Away is null ? Html.Nothing : Html.Of($" class=\"away\""))} style=\"{Place(phase)}\"></i>");

    private Html Name((int Index, DrillPhase Item) phase)
    {
        var name = Width(phase.Item) > RoomForAName ? phase.Item.Name : "";
        return Html.Of($"""
            <span style="{Place(phase.Item)}"><b>{phase.Index + 1}</b> <em class="minor">{name}</em></span>
            """);
    }

    private Html Place(DrillPhase phase) => Html.Of(
        $"left:{_line.Percent(phase.Report.Begin):0.###}%;width:{Width(phase):0.###}%");

    private double Width(DrillPhase phase) => _line.Percent(phase.Report.End) - _line.Percent(phase.Report.Begin);

    private Html Tick((TimeSpan Time, bool IsMinor) tick) => Html.Of($"""
        <span class="{(tick.IsMinor ? "minor" : "major")}" style="left:{_line.Percent(tick.Time):0.###}%">
        {Figures.SinceBegin(tick.Time)}</span>
        """);

    /// <summary>Ten or so; a narrow screen has room for half of them.</summary>
    private IEnumerable<(TimeSpan Time, bool IsMinor)> Ticks()
    {
        var seconds = TickSeconds.FirstOrDefault(seconds => _line.Length.TotalSeconds / seconds <= 12, 1200);
        return Enumerable.Range(0, (int)(_line.Length.TotalSeconds / seconds) + 1)
            .Select(number => (TimeSpan.FromSeconds(number * seconds), number % 2 == 1))
            .Where(tick => _line.Percent(tick.Item1) < 97);
    }

    private static int Answers(TimeStep step, string server) => step.Answers.GetValueOrDefault(server);

    private Html Drawing(string path) => Html.Of($"""
        <svg viewBox="0 0 {_line.Steps.Length} {Height}" preserveAspectRatio="none" aria-hidden="true">
        <path d="{path}"/></svg>
        """);

    /// <summary>An area with a step for each value, from 0 to 1; steps of the same height are one.</summary>
    private static string Area(double[] values)
    {
        var path = new StringBuilder(Invariant($"M0 {Height}"));
        var last = 0.0;
        foreach (var (index, value) in values.Index())
        {
            if (value == last)
                continue;
            path.Append(Invariant($"H{index}V{Height * (1 - value):0.#}"));
            last = value;
        }

        return path.Append(Invariant($"H{values.Length}V{Height}Z")).ToString();
    }

    /// <summary>A line from top to bottom where a request was lost: one of thousands has to be seen.</summary>
    private string Marks() => string.Concat(_line.Steps.Index().Where(step => step.Item.Failures > 0)
        .Select(step => Invariant($"M{step.Index + 0.5} 0V{Height}")));

    /// <summary>A line as high as each value, from 0 to 1.</summary>
    private static string Spikes(double[] values) => string.Concat(values.Index().Where(value => value.Item > 0)
        .Select(value => Invariant($"M{value.Index + 0.5} {Height}V{Height * (1 - value.Item):0.#}")));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
