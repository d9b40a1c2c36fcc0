using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>Who reaches MongoDB and redis.</summary>
[Collection(LabCollection.Name)]
public class DatabaseFirewallTests(LabFixture lab)
{
    private const string Database = LabFixture.Subnet + "30";
    private const string DatabaseV6 = "fd00:213:6::30";
    private const string LoadBalancerV6 = "fd00:213:6::10";
    private const string ForeignRule = "INPUT -p tcp -m tcp --dport 9999 -m comment --comment foreign -j DROP";
    private static readonly int[] Ports = [27017, 6379];

    [Fact]
    public async Task Ports_AreOpenToTheEnginsightVmsAndClosedToTheLoadBalancer() => await AssertFirewallAsync();

    [Fact]
    public async Task Ports_OverIPv6_AreClosed()
    {
        await OnNetworkOfAsync("lb", $"ip -6 address add {LoadBalancerV6}/64 dev eth0 nodad");
        await OnNetworkOfAsync("db", $"ip -6 address add {DatabaseV6}/64 dev eth0 nodad");
        try
        {
            await Port.AssertAsync(lab, "open", "lb", DatabaseV6, 22);
            foreach (var port in Ports)
                await Port.AssertAsync(lab, "dropped", "lb", DatabaseV6, port);
        }
        finally
        {
            await OnNetworkOfAsync("lb", $"ip -6 address del {LoadBalancerV6}/64 dev eth0");
            await OnNetworkOfAsync("db", $"ip -6 address del {DatabaseV6}/64 dev eth0");
        }
    }

    [Fact]
    public async Task Rules_OfOthersAndReboot_AllStayInForce()
    {
        await OnDatabaseAsync(
            $"iptables -A {ForeignRule} && sed -i '/^COMMIT/i -A {ForeignRule}' /etc/iptables/rules.v4");
        try
        {
            await OnDatabaseAsync("enginsight-firewall remove");
            await AssertForeignRuleAsync();
            await Port.AssertAsync(lab, "open", "lb", Database, 27017);
            await OnDatabaseAsync("enginsight-firewall apply");
            await AssertForeignRuleAsync();
            await AssertFirewallAsync();

            await RebootDatabaseAsync();
            await AssertForeignRuleAsync();
            await AssertFirewallAsync();
        }
        finally
        {
            await OnDatabaseAsync("enginsight-firewall apply; " +
                $"iptables -D {ForeignRule} && sed -i '/foreign/d' /etc/iptables/rules.v4");
        }
    }

    private async Task AssertFirewallAsync()
    {
        foreach (var port in Ports)
        {
            await Port.AssertAsync(lab, "dropped", "lb", Database, port);
            foreach (var vm in new[] { "app1", "app2", "services", "db" })
                await Port.AssertAsync(lab, "open", vm, Database, port);
        }
    }

    private async Task AssertForeignRuleAsync()
    {
        Assert.Contains("--dport 9999", await OnDatabaseAsync("iptables -S INPUT"), StringComparison.Ordinal);
        Assert.Contains("--dport 9999", await OnDatabaseAsync("cat /etc/iptables/rules.v4"), StringComparison.Ordinal);
    }

    private async Task RebootDatabaseAsync()
    {
        (await lab.HostAsync($"docker restart {LabFixture.ContainerOf("db")}")).Succeeded();
        await Wait.UntilAsync("the database VM is up again", async () =>
            (await lab.InVmAsync("db", "systemctl is-active -q redis-server mongod netfilter-persistent"))
                .ExitCode == 0);
        await Wait.UntilAsync("MongoDB listens", async () =>
            await Port.TryAsync(lab, "db", Database, 27017) == "open");
        using var door = await lab.FrontDoorAsync();
        await Wait.UntilAsync("both app servers have found their database again", async () =>
        {
            using var one = await door.GetAsync($"{LabFixture.ApiUrl}/health");
            using var other = await door.GetAsync($"{LabFixture.ApiUrl}/health");
            return one.IsSuccessStatusCode && other.IsSuccessStatusCode;
        });
    }

    private async Task<string> OnDatabaseAsync(string script) => (await lab.InVmAsync("db", script)).Succeeded().Output;

    /// <summary>A container may not change its own network's settings; this machine may.</summary>
    private async Task OnNetworkOfAsync(string vm, string command) => (await lab.HostAsync($$$"""
        pid=$(docker inspect -f '{{.State.Pid}}' {{{LabFixture.ContainerOf(vm)}}})
        nsenter -t $pid -n sh -c 'echo 0 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6; {{{command}}}'
        """)).Succeeded();
}
