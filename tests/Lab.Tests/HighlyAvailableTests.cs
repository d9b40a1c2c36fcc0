using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>Two load balancers: whatever happens to one of them, clients hardly notice.</summary>
[Collection(PairCollection.Name)]
public class HighlyAvailableTests(PairFixture pair)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>Red without keepalived on the other one.</summary>
    [FullFact]
    public async Task Power_OfTheOneThatIsAsked_IsCut_AndNoRepeatableRequestIsLost()
    {
        var holder = await pair.HolderAsync();

        var report = await pair.UnderLoadAsync(async () =>
        {
            var drill = await pair.ScriptAsync(
                "failover-drill", PairFixture.Stack, "--kind", "power", "--vm", holder, "--seconds", "10");
            Assert.Contains($"{holder} without power", drill.Output, StringComparison.Ordinal);
        });

        Assert.True(report.Failures == 0, report.ToString());
        Assert.InRange(report.LongestWait, TimeSpan.Zero, LongestWait);
        await pair.HolderAsync();
    }

    /// <summary>
    /// Clients without any patience, on few ports: a connection of before the cut that is still there when the address
    /// comes back is asked about by another client, and answers neither yes nor no. Red without end_connections in
    /// virtual-address/enginsight-moved.
    /// </summary>
    [FullFact]
    public async Task Way_ToTheOneThatIsAsked_IsCutAndComesBack_AndNobodyWaitsForAnOldConnection()
    {
        var report = await pair.UnderLoadAsync(
            async () =>
            {
                for (var i = 0; i < 4; i++)
                {
                    await pair.CutOffAsync(await pair.HolderAsync());
                    await pair.HolderAsync();
                    await Task.Delay(LongestWait);
                }
            },
            patience: TimeSpan.FromMinutes(1));

        Assert.InRange(report.LongestWait, TimeSpan.Zero, LongestWait);
        // When both have the address for a moment, what one of them cuts off may be cut off by the other one too.
        Assert.InRange(report.Failures, 0, 4);
    }

    /// <summary>Red without enginsight-address.service, which tells keepalived before nginx stops.</summary>
    [FullFact]
    public async Task Nginx_StoppedWhereItIsAsked_LosesNothing()
    {
        var holder = await pair.HolderAsync();

        var report = await pair.UnderLoadAsync(async () =>
        {
            (await pair.InVmAsync(holder, "systemctl stop nginx")).Succeeded();
            Assert.NotEqual(holder, await pair.HolderAsync());
        });
        (await pair.InVmAsync(holder, "systemctl start nginx")).Succeeded();

        Assert.True(report.Failures == 0, report.ToString());
        Assert.InRange(report.LongestWait, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>Red without the vrrp_script serves: the address stays at an nginx that answers nobody.</summary>
    [FullFact]
    public async Task Nginx_ThatRunsAndDoesNotAnswer_LosesTheAddress()
    {
        var holder = await pair.HolderAsync();
        const string processes = "$(systemctl show -p MainPID --value nginx)";

        (await pair.InVmAsync(holder, $"pkill -STOP -P {processes}")).Succeeded();
        try
        {
            await Wait.UntilAsync(
                $"{holder} gives the address away",
                async () => !(await pair.HoldersAsync()).Contains(holder));
        }
        finally
        {
            (await pair.InVmAsync(holder, $"pkill -CONT -P {processes}")).Succeeded();
        }
    }

    /// <summary>Red without move_away in virtual-address/balancer.sh: nobody moves.</summary>
    [FullFact]
    public async Task Change_OfAnNginxSetting_MovesTheAddressFirst_AndLosesNothing()
    {
        await pair.HolderAsync();

        var report = await pair.UnderLoadAsync(async () =>
        {
            (await pair.ScriptAsync("pulumi", "config", "set", "--path", "loadBalancer.clientMaxBodySize", "100m",
                "-s", PairFixture.Stack)).Succeeded();
            (await pair.ScriptAsync("up", PairFixture.Stack, "--skip-preview")).Succeeded();
        });

        Assert.True(report.Failures == 0, report.ToString());
        foreach (var vm in new[] { "lb1", "lb2" })
        {
            (await pair.InVmAsync(vm, "nginx -T 2>/dev/null | grep -q 'client_max_body_size 100m'")).Succeeded();
            (await pair.InVmAsync(
                vm, "journalctl -u keepalived | grep -q 'Entering MASTER STATE'")).Succeeded();
        }
    }

    /// <summary>Red without the vrrp_script alone: both have the address.</summary>
    [FullFact]
    public async Task Way_BetweenTheTwo_IsCut_AndOneKeepsTheAddress()
    {
        var other = (await pair.InVmAsync("lb2", "ip -4 -oneline address show dev eth0 | awk '{ print $4; exit }'"))
            .Output.Split('/')[0];
        var begin = (await pair.InVmAsync("lb2", "date +%s")).Output.Trim();
        var report = await pair.UnderLoadAsync(async () =>
        {
            (await pair.InVmAsync("lb1", $$"""
                nft -f - <<END
                table inet cut {
                  chain in { type filter hook input priority -300; ip saddr {{other}} drop; }
                  chain out { type filter hook output priority -300; ip daddr {{other}} drop; }
                }
                END
                """)).Succeeded();
            try
            {
                // Both have it for a moment, once the other one misses the adverts.
                await Wait.UntilAsync(
                    "lb2 gives way",
                    async () => (await pair.InVmAsync(
                        "lb2", $"journalctl -u keepalived --since @{begin} | grep -q 'VRRP_Script(alone) failed'"))
                        .ExitCode == 0);
                Assert.Equal("lb1", await pair.HolderAsync());
                var status = await pair.ScriptAsync("status", PairFixture.Stack);
                Assert.Contains("lb2 could not take it over", status.Output, StringComparison.Ordinal);
            }
            finally
            {
                (await pair.InVmAsync("lb1", "nft delete table inet cut")).Succeeded();
            }
        });

        Assert.True(report.Failures == 0, report.ToString());
    }
}
