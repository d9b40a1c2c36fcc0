using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>An app server fails, and nobody notices. Each names a mutation that turns it red.</summary>
[Collection(LabCollection.Name)]
public class FailoverTests(LabFixture lab)
{
    private static readonly string Seconds = LabFixture.IsFull ? "15" : "6";

    /// <summary>Red without the hand-over: proxy_next_upstream off in nginx/proxy.conf.</summary>
    [Fact]
    public async Task Drill_ContainersStopped_LosesNoRequest()
    {
        var drill = (await lab.ScriptAsync("failover-drill", LabFixture.Stack, "--seconds", Seconds)).Succeeded();

        Assert.Contains("app1 stopped", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app2 stopped", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app1 ---/---", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app2 ---/---", drill.Output, StringComparison.Ordinal);
    }

    /// <summary>Red without the watch: systemctl stop enginsight-watch on the load balancer.</summary>
    [Fact]
    public async Task Drill_VmCutOff_LosesNoRequestAndNobodyWaitsFiveSeconds()
    {
        var drill = (await lab.ScriptAsync("failover-drill", LabFixture.Stack, "--kind", "network", "--seconds", Seconds)).Succeeded();

        Assert.Contains("app1 cut off", drill.Output, StringComparison.Ordinal);
        Assert.Contains("app2 ---/---", drill.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ENGINSIGHT-DRILL", (await lab.InVmAsync("app1", "iptables-save; ip6tables-save")).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await lab.InVmAsync("app1", "systemctl is-active --quiet enginsight-drill.timer")).ExitCode);
    }
}
