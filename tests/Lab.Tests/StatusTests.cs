using System.Globalization;
using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>./scripts/status says how the lab is.</summary>
[Collection(LabCollection.Name)]
public class StatusTests(LabFixture lab)
{
    [Fact]
    public async Task Status_LabThatWorks_IsWell()
    {
        var status = (await lab.ScriptAsync("status", LabFixture.Stack)).Succeeded();

        foreach (var vm in LabFixture.Vms)
            Assert.Contains("well", Line(status, vm), StringComparison.Ordinal);
        Assert.Contains("serving", Line(status, "app1"), StringComparison.Ordinal);
        await AssertDaysLeftAsync(status.Output);
        Assert.Matches(@"Last update +\d{4}-\d\d-\d\d", status.Output);
        Assert.DoesNotContain('\e', status.Output);
        Assert.DoesNotContain("server-m2", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_All_ShowsEveryContainer()
    {
        var status = (await lab.ScriptAsync("status", LabFixture.Stack, "--all")).Succeeded();

        Assert.Contains("server-m2 7.17.31", Line(status, "app2"), StringComparison.Ordinal);
        Assert.Contains("mongodb-cves 4", status.Output, StringComparison.Ordinal);
    }

    /// <summary>Red where only units are asked: redis is active, and lets nobody in.</summary>
    [Fact]
    public async Task Status_RedisWithAnotherPassword_IsSeenFromWhereTheContainersAre()
    {
        var change = await lab.InVmAsync("db", """
            export REDISCLI_AUTH=$(sed -n 's/^user default on >\([^ ]*\).*/\1/p' /etc/redis/enginsight-access.conf)
            redis-cli acl setuser default resetpass '>another'
            """);
        Assert.Equal("OK", change.Succeeded().Trimmed);
        try
        {
            var status = await lab.ScriptAsync("status", LabFixture.Stack);

            Assert.True(status.ExitCode == 1, status.ToString());
            foreach (var vm in new[] { "app1", "app2", "services" })
            {
                Assert.Contains(
                    "redis refuses the password of the containers", Line(status, vm), StringComparison.Ordinal);
            }
        }
        finally
        {
            (await lab.InVmAsync("db", "systemctl restart redis-server")).Succeeded();
        }
    }

    /// <summary>Red where it is enough that the table is there.</summary>
    [Fact]
    public async Task Status_FirewallsRulesEmptied_IsSaid()
    {
        (await lab.InVmAsync("db", "systemctl stop enginsight-firewall; nft flush chain inet enginsight clients"))
            .Succeeded();
        try
        {
            var status = await lab.ScriptAsync("status", LabFixture.Stack);

            Assert.True(status.ExitCode == 1, status.ToString());
            Assert.Contains(
                "the firewall's rules are not those of the last up", status.Output, StringComparison.Ordinal);
        }
        finally
        {
            (await lab.InVmAsync("db", "systemctl start enginsight-firewall")).Succeeded();
        }
    }

    [Fact]
    public async Task Status_ServerStoppedAndDrained_SaysSo()
    {
        const string servers = "/etc/nginx/enginsight/servers";
        (await lab.InVmAsync(
            "lb", $"cp -p {servers} /root/ && sed -i 's/^{LabFixture.Subnet}12 in$/{LabFixture.Subnet}12 out/' {servers}"))
            .Succeeded();
        (await lab.InVmAsync("app2", $"docker stop -t 2 {LabFixture.ServiceContainer("ui-m1")}")).Succeeded();
        try
        {
            var status = await lab.ScriptAsync("status", LabFixture.Stack);

            Assert.True(status.ExitCode == 1, status.ToString());
            Assert.Contains("drained", Line(status, "app2"), StringComparison.Ordinal);
            Assert.Contains("ui-m1 is exited", status.Output, StringComparison.Ordinal);
            Assert.Contains("well", Line(status, "app1"), StringComparison.Ordinal);
        }
        finally
        {
            await lab.InVmAsync("lb", $"mv /root/servers {servers}");
            await lab.InVmAsync("app2", $"docker start {LabFixture.ServiceContainer("ui-m1")}");
            await lab.InVmAsync(
                "app2", "timeout 20 bash -c 'until curl -sf localhost:80 >/dev/null; do sleep 0.2; done'");
        }
    }

    /// <summary>The day may have changed since the status was asked for.</summary>
    private async Task AssertDaysLeftAsync(string status)
    {
        var end = (await lab.InVmAsync("lb", """
            date +%s -d "$(openssl x509 -noout -enddate -in /etc/nginx/ssl/fullchain.pem | cut -d= -f2)"
            """)).Succeeded().Trimmed;
        var left = DateTimeOffset.FromUnixTimeSeconds(long.Parse(end, CultureInfo.InvariantCulture))
            - TimeProvider.System.GetUtcNow();
        var shown = Regex.Match(status, @"Certificate +(\d+) days left");

        Assert.True(shown.Success, status);
        var days = int.Parse(shown.Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(days, (int)Math.Floor(left.TotalDays), (int)Math.Floor(left.TotalDays) + 1);
    }

    private static string Line(CommandResult status, string vm) =>
        status.Output.Split('\n').First(line => line.StartsWith($"{vm} ", StringComparison.Ordinal));
}
