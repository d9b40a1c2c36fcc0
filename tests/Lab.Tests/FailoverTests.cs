using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>An app server fails, and nobody notices. Each names a mutation that turns it red.</summary>
[Collection(LabCollection.Name)]
public class FailoverTests(LabFixture lab)
{
    private static readonly string Seconds = LabFixture.IsFull ? "15" : "6";

    /// <summary>Red without the hand-over: proxy_next_upstream off in load-balancer/proxy.conf.</summary>
    [Fact]
    public async Task Drill_ContainersStopped_LosesNoRequest()
    {
        var drill = await DrillAsync();

        Assert.Contains("app1 stopped", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app2 stopped", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app1 ---/---", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app2 ---/---", drill.Output, StringComparison.Ordinal);
    }

    /// <summary>Red without the watch: systemctl stop enginsight-watch on the load balancer.</summary>
    [Fact]
    public async Task Drill_VmCutOff_LosesNoRequestAndNobodyWaitsFiveSeconds()
    {
        using var folder = new Scratch();

        var drill = await DrillAsync("--kind", "network", "--report", folder.At("drill.html"));

        Assert.Contains("app1 cut off", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app2 ---/---", drill.Output, StringComparison.Ordinal);
        (await lab.InVmAsync("app1", "iptables-save | grep ENGINSIGHT-DRILL")).Failed();
        (await lab.InVmAsync("app1", "systemctl is-active --quiet enginsight-drill.timer")).Failed();
        AssertSaysTheSame(await File.ReadAllTextAsync(folder.At("drill.html")), drill.Output);
    }

    /// <summary>Red without a trial: nothing was cut off there, so nothing was lost, and the drill was passed.</summary>
    [Fact]
    public async Task Drill_VmThatNothingCanCutOff_IsNotPassed()
    {
        using var folder = new Scratch();

        var drill = await lab.ScriptAsync(
            "failover-drill",
            [LabFixture.Stack, "--kind", "power", "--vm", "lb", "--report", folder.At("drill.html")]);

        Assert.True(drill.ExitCode == 2, drill.ToString());
        Assert.Contains("lb: it cannot be cut off", drill.Error, StringComparison.Ordinal);
        Assert.Contains("apt-get install nftables", drill.Error, StringComparison.Ordinal);
        Assert.Contains("Not finished", await File.ReadAllTextAsync(folder.At("drill.html")), StringComparison.Ordinal);
    }

    /// <summary>Each phase of a page is in the terminal's table, with the same counts.</summary>
    private static void AssertSaysTheSame(string page, string output)
    {
        var rows = Regex.Matches(page, """
            "What happened">(.*?)<.*?"Requests".*?>([\d,]+)<.*?"Lost".*?>([\d,]+)<.*?"Repeated".*?>([\d,]+)<
            """);
        Assert.Equal(5, rows.Count);
        foreach (var cells in rows.Select(row => row.Groups.Values.Skip(1).Select(cell => cell.Value.Replace(",", ""))))
            Assert.Matches($@"\n *{string.Join(" +", cells)} ", output);
    }

    private async Task<CommandResult> DrillAsync(params string[] options) =>
        (await lab.ScriptAsync("failover-drill", [LabFixture.Stack, "--seconds", Seconds, .. options])).Succeeded();
}
