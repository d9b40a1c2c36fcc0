using System.Globalization;
using System.Text.RegularExpressions;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Load;
using Enginsight.Ops.Pages;

namespace Enginsight.Ops.Tests.Drill;

/// <summary>What the page of a drill says is what was seen.</summary>
public class DrillPageTests
{
    [Theory]
    [InlineData(0, null, "Passed", "No request was lost while app1 and app2 were cut off for 10 s each, one after the "
        + "other; the longest wait was 812 ms.")]
    [InlineData(1, null, "Not passed", "1 of 2,419 requests was lost while app1 and app2 were cut off")]
    [InlineData(3, null, "Not passed", "3 of 2,419 requests were lost while app1 and app2 were cut off")]
    [InlineData(0, "was interrupted", "Not finished", "The drill was interrupted. Until then: No request was lost while")]
    [InlineData(0, "broke off: app1: <sudo> says no", "Not finished", "The drill broke off: app1: &lt;sudo&gt; says no.")]
    public void Of_Drill_BeginsWithItsOutcome(int lost, string? brokenOff, string verdict, string summary)
    {
        var page = Text(SomeDrill.OfBothAppServers(lost).Report(brokenOff));

        Assert.Contains($"</b> {verdict}.</span>", page, StringComparison.Ordinal);
        Assert.Contains(summary, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SomebodyWaitedTooLong_IsNotPassed()
    {
        var time = new ManualTime();
        var recorder = new LoadRecorder(time);
        recorder.Answered("app1", TimeSpan.FromSeconds(14.2));
        time.Advance(TimeSpan.FromSeconds(1));
        var report = new SomeDrill().Report() with { Phases = [new DrillPhase("all serve", recorder.Take())] };

        Assert.Equal(Tone.Bad, report.Verdict.Tone);
        Assert.Equal(
            "No request was lost; the longest wait was 14,200\u00a0ms, more than the 5\u00a0s that are allowed.",
            report.Summary);
    }

    [Fact]
    public void Of_PhaseInWhichNothingIsAnswered_IsNotPassedAndSaysSo()
    {
        var page = Text(SomeDrill.OfBothAppServers().Silence("lb cut off", 3, "lb").Report());

        Assert.Contains("</b> Not passed.</span>", page, StringComparison.Ordinal);
        Assert.Contains("In the phase “lb cut off” no request was answered at all.", page, StringComparison.Ordinal);
    }

    /// <summary>Whoever reads the times has to know.</summary>
    [Fact]
    public void Of_LoadThroughABastion_SaysSo()
    {
        var report = SomeDrill.OfBothAppServers().Report();

        var page = Text(report with { Load = report.Load with { Detour = "through the bastion ops@192.0.2.1:22" } });

        Assert.Contains("; all of it goes through the bastion ops@192.0.2.1:22", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DrillThatBrokeOffBeforeItsLoad_HasNoTimeLineAndSaysSo()
    {
        var page = Text(new SomeDrill().Report("broke off: app2 does not serve; see to that first"));

        Assert.Contains("app2 does not serve; see to that first. Until then no request had been sent.", page,
            StringComparison.Ordinal);
        Assert.DoesNotContain("<figure", page, StringComparison.Ordinal);
    }

    /// <summary>The figures of the terminal's table, and again as a sum of what the time line is drawn of.</summary>
    [Fact]
    public void Of_Phases_AreInTheTableAndOnTheTimeLineWithTheSameCounts()
    {
        var drill = SomeDrill.OfBothAppServers(lost: 7);
        var page = Text(drill.Report());

        var rows = Rows(page, "What happened");
        Assert.Equal(5, rows.Length);
        Assert.Equal(
            drill.Phases.Select(phase => ((int)phase.Report.Requests, (int)phase.Report.Failures)),
            rows.Select(row => (Cell(row, "Requests"), Cell(row, "Lost"))));
        var seconds = Rows(page, "Time");
        var requests = drill.Phases.Sum(phase => phase.Report.Requests);
        Assert.Equal(requests, seconds.Sum(row => Cell(row, "app1") + Cell(row, "app2") + Cell(row, "Lost")));
        Assert.Equal(7, seconds.Sum(row => Cell(row, "Lost")));
    }

    [Fact]
    public void Of_VmsThatWereCutOff_AreMarkedInThePicture()
    {
        var page = Text(SomeDrill.OfBothAppServers().Report());

        Assert.Equal(2, Regex.Count(page, "class=\"vm cut\""));
        Assert.Contains("<strong>app2</strong><span>10.0.0.12</span>", page, StringComparison.Ordinal);
        Assert.Contains("cut off in phase 4", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnswersThatNameNoServer_SaysWhy()
    {
        var time = new ManualTime();
        var recorder = new LoadRecorder(time);
        recorder.Answered(null, TimeSpan.FromMilliseconds(3));
        time.Advance(TimeSpan.FromSeconds(1));

        var page = Text(new SomeDrill().Report() with { Phases = [new DrillPhase("all serve", recorder.Take())] });

        Assert.Contains("app server not named", page, StringComparison.Ordinal);
        Assert.Contains("X-Served-By", page, StringComparison.Ordinal);
    }

    /// <summary>Names come from the stack file, others from whoever answers.</summary>
    [Fact]
    public void Of_TextWithMarkup_StaysText()
    {
        var report = SomeDrill.OfBothAppServers(lost: 1).Report("broke off: <script>alert(1)</script>");
        var evil = new DrillPhase("\"><img src=x>", report.Phases[0].Report);

        var page = Text(report with { Stack = "<script>", Phases = [evil, .. report.Phases] });

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;b&gt;broken&lt;/b&gt; &amp; off", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StackWithSecrets_TellsNone()
    {
        var settings = SomeStack.Settings(
            ("database", """
                {"host":"192.0.2.30","address":"10.0.0.30","redisPassword":"red1s-word",
                "mongoDbUri":"mongodb://app:m0ngo-word@10.0.0.30:27017/enginsight?replicaSet=rs0"}
                """),
            ("registry", """{"username":"us","password":"reg1stry-word"}"""),
            ("jwtSecret", new string('j', 64)));

        var page = Text(SomeDrill.OfBothAppServers().Report(settings: settings));

        string[] secrets = ["m0ngo-word", "red1s-word", "reg1stry-word", new string('j', 64), "PRIVATE KEY"];
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        Assert.Contains("redis, MongoDB", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(400, 200)]
    [InlineData(3600, 2000)]
    public void TimeLine_DrillOfAnyLength_HasStepsThatAPageCanShow(int seconds, int milliseconds)
    {
        var time = new ManualTime();
        var recorder = new LoadRecorder(time);
        time.Advance(TimeSpan.FromSeconds(seconds));
        recorder.Answered("app1", TimeSpan.Zero);

        var line = TimeLine.Of([new DrillPhase("all serve", recorder.Take())]);

        Assert.Equal(milliseconds, line.Step.TotalMilliseconds);
        Assert.InRange(line.Steps.Length, 1, 3001);
        Assert.Equal(1, line.Steps[^1].Answers["app1"]);
    }

    private static string Text(DrillReport report) => DrillPage.Of(report).Text.Replace("&#160;", " ", StringComparison.Ordinal);

    /// <summary>Rows of the table whose titles include this one.</summary>
    private static string[] Rows(string page, string title)
    {
        var table = Regex.Matches(page, "<table>.*?</table>", RegexOptions.Singleline)
            .Single(table => table.Value.Contains($">{title}</th>", StringComparison.Ordinal)).Value;
        return
        [
            .. Regex.Matches(table, "<tr><th scope=\"row\" .*?</tr>", RegexOptions.Singleline).Select(row => row.Value),
        ];
    }

    private static int Cell(string row, string title) => int.Parse(
        Regex.Match(row, $"data-title=\"{title}\"[^>]*>([0-9,]+)<").Groups[1].Value,
        NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
