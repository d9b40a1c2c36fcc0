using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>From nothing to the whole topology, and nothing to do after that.</summary>
[Collection(LabCollection.Name)]
public class FirstUpTests(LabFixture lab)
{
    [Fact]
    public void Up_FromNothing_BringsTheWholeTopologyUp()
    {
        lab.FirstUp.Succeeded();
        if (LabFixture.IsKept)
            return;
        Assert.Contains(
            $"{LabFixture.AppUrl} answers from app1 and app2", lab.FirstUp.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"{LabFixture.ApiUrl} answers from app1 and app2", lab.FirstUp.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_Again_ChangesNothingAndMakesNoConnection()
    {
        var before = await SshLog.CountAsync(lab);

        var again = (await lab.UpAsync()).Succeeded();

        Assert.Contains(" unchanged", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(again.Output.Split('\n'), line => line.StartsWith(" + ", StringComparison.Ordinal)
            || line.StartsWith(" ~ ", StringComparison.Ordinal) || line.StartsWith(" - ", StringComparison.Ordinal));
        Assert.Equal(before, await SshLog.CountAsync(lab));
        // 3 s is what a quiet machine has to keep to; this bound is for one that does other things as well.
        Assert.True(again.Duration < TimeSpan.FromSeconds(15), $"took {again.Duration}");
    }

    [Fact]
    public async Task SshLog_OneConnectionThatComesToNothing_IsCounted()
    {
        var before = await SshLog.CountAsync(lab, "lb");

        await lab.HostAsync($"exec 3<>/dev/tcp/{LabFixture.LoadBalancer}/22; read -r -u 3; exec 3>&-");

        await Wait.UntilAsync("sshd notes a connection down", async () => await SshLog.CountAsync(lab, "lb") > before);
    }

    [Fact]
    public async Task Preview_NothingChanged_HoldsWithExpectNoChanges() =>
        (await lab.PulumiAsync("preview", "--expect-no-changes")).Succeeded();

    [Fact]
    public async Task Up_UserWithSudo_LogsInAsThatUser()
    {
        var logins = (await SshLog.SinceAsync(lab, "app2", count: 0)).Split('\n')
            .Where(line => line.Contains("Accepted", StringComparison.Ordinal)).ToArray();

        Assert.Contains(logins, line => line.Contains("for ops from", StringComparison.Ordinal));
        Assert.DoesNotContain(logins, line => line.Contains("for root from", StringComparison.Ordinal));
    }
}
