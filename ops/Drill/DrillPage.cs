using System.Collections.Immutable;
using Enginsight.Ops.Load;
using Enginsight.Ops.Pages;

namespace Enginsight.Ops.Drill;

/// <summary>A drill for those who were not there.</summary>
internal static class DrillPage
{
    public static Html Of(DrillReport report) => Page.Of(
        "Failover drill", report.Stack, report.Verdict, report.Summary, Facts(report), Html.Of($"""
            {Page.Section("What was taken away", TopologyPicture.Of(report.Site))}
            {(report.Phases.IsEmpty ? Html.Nothing : Seen(report))}
            {Page.Section("Versions", VersionTable.Of(report.Versions))}
            {Page.Section("What the words mean", Words(report))}
            """));

    private static ImmutableArray<(string Word, Html Value)> Facts(DrillReport report) =>
    [
        ("Date", Page.Text($"{Figures.Moment(report.Begin)}, for {Figures.Duration(report.End - report.Begin)}")),
        ("Names", Page.Text(Figures.Listed(report.Site.Names))),
        ("What failed", Page.Text(report.Outage.Description)),
        ("Load", Page.Text(LoadOf(report.Load))),
        ("Requests", Page.Text(
            $"{Figures.Count(report.Requests)}, "
            + (report.Failures == 0 ? "none lost" : $"{Figures.Count(report.Failures)} lost"))),
        ("Longest wait", Page.Text(Figures.Milliseconds(report.LongestWait))),
    ];

    private static string LoadOf(LoadPlan load)
    {
        var repeats = load.RepeatsAfter is { } time ? $", or has waited for {Figures.Duration(time)}" : "";
        var detour = load.Detour is { } way ? $"; all of it goes {way}" : "";
        return $"{Figures.Count((long)load.Rate!.Value)} requests a second, half of them to each name, from "
            + $"{Figures.Count(load.Clients)} clients that keep their connection, and repeat a request whose kept "
            + $"connection was closed before any answer{repeats}{detour}";
    }

    private static Html Seen(DrillReport report) => Html.Of($"""
        {Page.Section("Requests by app server, losses and waits", Html.Of($"""
            {new TimeLinePicture(report.Phases, report.Site.Apps.Select(vm => vm.Name)).Draw()}
            <p>Minutes count from {Begin(report, report.Phases[0])}.{NotNamed(report)}</p>

            """))}
        {Page.Section("Phase by phase", Html.Of($"{PhaseTable(report)}{Messages(report)}"))}
        {Page.Section("Second by second", Html.Of($"""
            <details><summary>The figures of the time line</summary>
            {SecondTable(report)}</details>

            """))}
        """);

    private static string NotNamed(DrillReport report) =>
        report.Phases.Any(phase => phase.Report.Servers.ContainsKey(LoadReport.NotNamed))
            ? " Answers without the header X-Served-By do not say which app server gave them."
            : "";

    private static Html PhaseTable(DrillReport report) => Page.Table(
        [
            "#Phase", "What happened", "Begin", "#Requests", "#Lost", "#Repeated", "#Longest wait", "#Longest gap",
            "Result",
        ],
        report.Phases.Index().Select(phase => Row(report, phase.Index, phase.Item)));

    private static ImmutableArray<Html> Row(DrillReport report, int index, DrillPhase phase) =>
    [
        .. new[]
        {
            $"{index + 1}",
            phase.Name,
            Begin(report, phase),
            Figures.Count(phase.Report.Requests),
            Figures.Count(phase.Report.Failures),
            Figures.Count(phase.Report.Repeats),
            Figures.Milliseconds(phase.Report.LongestWait),
            Figures.Milliseconds(phase.Report.LongestGap),
        }.Select(Page.Text),
        Sign.Of(ResultOf(report, phase)),
    ];

    private static Note ResultOf(DrillReport report, DrillPhase phase) =>
        !phase.IsGood ? new Note("not good", Tone.Bad)
        : report.BrokenOff is not null && phase == report.Phases[^1] ? new Note("not finished", Tone.Warning)
        : new Note("good", Tone.Good);

    private static Html Messages(DrillReport report)
    {
        string[] messages =
            [.. report.Phases.SelectMany(phase => phase.Report.Messages.Select(message => $"{phase.Name}: {message}"))];
        return messages.Length == 0
            ? Html.Nothing
            : Html.Of($"<ul>{Html.Each(messages, message => Html.Of($"<li>{message}</li>\n"))}</ul>\n");
    }

    private static Html SecondTable(DrillReport report)
    {
        var line = new TimeLine(report.Phases, TimeSpan.FromSeconds(1));
        string[] servers = [.. report.Phases.SelectMany(phase => phase.Report.Servers.Keys).Distinct().Order()];
        return Page.Table(
            ["#Time", .. servers.Select(server => $"#{NameOf(server)}"), "#Lost", "#Longest wait"],
            line.Steps.Index().Select(step => Row(step.Index, step.Item, servers)));
    }

    private static ImmutableArray<Html> Row(int second, TimeStep step, string[] servers) =>
    [
        .. servers.Select(server => Figures.Count(step.Answers.GetValueOrDefault(server)))
            .Prepend(Figures.SinceBegin(TimeSpan.FromSeconds(second)))
            .Append(Figures.Count(step.Failures))
            .Append(Figures.Milliseconds(step.LongestWait))
            .Select(Page.Text),
    ];

    private static Html Words(DrillReport report) => Html.Of($"""
        <dl class="words">
        <div><dt>Lost</dt><dd>No whole answer came to the client, or one of status 500 and above.</dd></div>
        <div><dt>Repeated</dt><dd>The client sent the request again, as browsers and HTTP libraries do. It is one
        request, and its wait is the time until the last answer.</dd></div>
        <div><dt>Longest wait</dt><dd>The longest that one client waited for one request.</dd></div>
        <div><dt>Longest gap</dt><dd>The longest time in which no client got an answer.</dd></div>
        <div><dt>Good</dt><dd>In the phase no request was lost, and none took longer than
        {Figures.Duration(DrillPhase.WaitLimit)}. The drill is passed when each phase is good.</dd></div>
        </dl>
        <p>A request counts in the moment in which its answer has come or it is lost, and in the phase of that moment.
        Made by <code>./scripts/failover-drill {report.Stack}</code> at {Figures.Moment(report.End)}.</p>

        """);

    private static string NameOf(string server) => server == LoadReport.NotNamed ? "not named" : server;

    private static string Begin(DrillReport report, DrillPhase phase) =>
        Figures.Clock(phase.Report.Begin.ToOffset(report.Begin.Offset));
}
