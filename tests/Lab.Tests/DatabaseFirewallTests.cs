using System.Globalization;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>Who reaches MongoDB and redis, whatever happens to the VM's rules.</summary>
[Collection(LabCollection.Name)]
public class DatabaseFirewallTests(LabFixture lab)
{
    private const string Database = LabFixture.Subnet + "30";
    private const string DatabaseV6 = "fd00:213:6::30";
    private const string LoadBalancerV6 = "fd00:213:6::10";
    private static readonly int[] Ports = [27017, 6379];

    [Fact]
    public async Task Ports_AreOpenToTheEnginsightVmsAndClosedToTheLoadBalancer() => await AssertFirewallAsync();

    /// <summary>Whoever is not connected when the doors close, as a backup of the night, is found afterwards.</summary>
    [Fact]
    public async Task Client_TurnedAway_IsSaidByStatusUntilItIsLetThrough()
    {
        const string turnedAway = "Turned away   lb (27017, just now); whoever has to get in belongs into database.allow";
        await OnDatabaseAsync("nft flush set inet enginsight refused");
        await Port.AssertAsync(lab, "dropped", "lb", Database, 27017);

        Assert.Contains(turnedAway, (await StatusAsync()).Output, StringComparison.Ordinal);
        await OnDatabaseAsync("enginsight-firewall apply && enginsight-firewall check");
        Assert.Contains(turnedAway, (await StatusAsync()).Output, StringComparison.Ordinal);
        const string name = "/etc/enginsight/firewall.d/tried";
        await OnDatabaseAsync($"echo '{LabFixture.LoadBalancer} tried' >{name} && enginsight-firewall apply");
        Assert.DoesNotContain("Turned away", (await StatusAsync()).Output, StringComparison.Ordinal);
        await OnDatabaseAsync($"rm {name} && enginsight-firewall apply");
    }

    [Fact]
    public async Task Ports_OverIPv6_AreClosed()
    {
        await using var addresses = await IPv6Async();

        await Port.AssertAsync(lab, "open", "lb", DatabaseV6, 22);
        foreach (var port in Ports)
            await Port.AssertAsync(lab, "dropped", "lb", DatabaseV6, port);
    }

    /// <summary>Red without the watch, and with rules that hang on a file that others flush.</summary>
    [Fact]
    public async Task Rules_TakenAway_AreBackWithinTwoSeconds()
    {
        await using var addresses = await IPv6Async();
        foreach (var harm in new[]
        {
            "nft flush ruleset", "systemctl restart nftables", "nft flush chain inet enginsight clients",
            "nft insert rule inet enginsight clients accept", "nft 'add table inet enginsight { flags dormant; }'",
        })
        {
            var probe = ProbeAsync(seconds: 4);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await OnDatabaseAsync(harm);
            var letIn = await probe;

            var time = letIn.Length == 0 ? 0 : letIn[^1] - letIn[0];
            Assert.True(time < 2, $"after '{harm}' the load balancer was let in for {time:0.0} s");
            await Port.AssertAsync(lab, "dropped", "lb", Database, 27017);
        }

        await OnDatabaseAsync("systemctl stop nftables");
        await AssertFirewallAsync();
    }

    /// <summary>Red where redis or MongoDB is up before the rules are.</summary>
    [Fact]
    public async Task Vm_Restarted_LetsNotOneConnectionIn()
    {
        var probe = ProbeAsync(seconds: 20);
        await RebootDatabaseAsync();
        var letIn = await probe;

        Assert.Empty(letIn);
        await AssertFirewallAsync();
    }

    /// <summary>A database that nobody reaches is a lesser loss than one that everybody does.</summary>
    [FullFact]
    public async Task Vm_RestartedWithoutItsRules_StartsNeitherMongoDbNorRedis()
    {
        await OnDatabaseAsync("mv /usr/sbin/nft /root/");
        try
        {
            (await lab.HostAsync($"docker restart {LabFixture.ContainerOf("db")}")).Succeeded();
            await Wait.UntilAsync("systemd has tried", async () => (await lab.InVmAsync(
                "db",
                "systemctl is-failed -q redis-server && [ \"$(systemctl show -p AssertResult --value mongod)\" = no ]"))
                .ExitCode == 0);

            foreach (var port in Ports)
                await Port.AssertAsync(lab, "refused", "lb", Database, port);
        }
        finally
        {
            await OnDatabaseAsync("""
                mv /root/nft /usr/sbin/
                systemctl reset-failed
                systemctl restart enginsight-firewall mongod redis-server
                """);
        }

        await AssertFirewallAsync();
    }

    [Fact]
    public async Task Rules_OfOthers_StayInForceAndAreNotOvertaken()
    {
        // Their own file, which begins with a flush, as Debian's does.
        const string others = """
            flush ruleset
            table inet others {
              chain input {
                type filter hook input priority filter; policy accept;
                ip saddr 10.213.6.11 tcp dport 6379 drop
                tcp dport { 27017, 6379 } accept
              }
            }
            """;
        await OnDatabaseAsync(
            $"cp /etc/nftables.conf /root/ && cat >/etc/nftables.conf && systemctl enable -q --now nftables", others);
        try
        {
            await RebootDatabaseAsync();
            Assert.Contains("table inet others", await OnDatabaseAsync("nft list tables"), StringComparison.Ordinal);
            await Port.AssertAsync(lab, "dropped", "app1", Database, 6379);
            await Port.AssertAsync(lab, "open", "app2", Database, 6379);
            foreach (var port in Ports)
                await Port.AssertAsync(lab, "dropped", "lb", Database, port);
        }
        finally
        {
            await OnDatabaseAsync("systemctl disable -q --now nftables; mv /root/nftables.conf /etc/nftables.conf");
        }

        await AssertFirewallAsync();
    }

    [Fact]
    public async Task Door_BeforeItIsClosedForTheFirstTime_NamesWhoWouldBeShutOut()
    {
        await OnDatabaseAsync("enginsight-firewall remove");
        // Handed on to another socket before it comes to one of its own, as Docker does with a port that it publishes.
        await OnDatabaseAsync("nft -f -", $$"""
            table ip published {
              chain prerouting {
                type nat hook prerouting priority dstnat;
                ip saddr {{LabFixture.LoadBalancer}} tcp dport 6379 redirect to :22
              }
            }
            """);
        foreach (var port in Ports)
        {
            await Port.AssertAsync(lab, "open", "lb", Database, port);
            (await lab.InVmAsync("lb", $$"""
                file=/run/stranger-{{port}}
                (exec 3<>/dev/tcp/{{Database}}/{{port}} && echo $BASHPID >$file && exec sleep 300) >/dev/null 2>&1 &
                for i in {1..50}; do [ ! -s $file ] || exit 0; sleep 0.1; done; exit 1
                """)).Succeeded();
        }

        try
        {
            var refused = (await lab.ScriptAsync("up", "--repair", LabFixture.Stack, "--yes")).Failed();
            Assert.All(Ports, port => Assert.Contains(
                $"{LabFixture.LoadBalancer} is connected to port {port}", refused.Text, StringComparison.Ordinal));
            var check = await lab.ScriptAsync("cutover-check", LabFixture.Stack);
            Assert.Contains(
                $"{LabFixture.LoadBalancer} uses MongoDB and redis, is no app server", check.Output,
                StringComparison.Ordinal);
            await Port.AssertAsync(lab, "open", "lb", Database, 27017);

            await using (lab.Edit(text => text.Replace(
                "  enginsight-infra:database:\n",
                "  enginsight-infra:database:\n    allow:\n    - name: monitoring\n"
                + $"      address: {LabFixture.LoadBalancer}\n",
                StringComparison.Ordinal)))
            {
                (await lab.UpAsync()).Succeeded();
                await Port.AssertAsync(lab, "open", "lb", Database, 27017);
                var rules = await OnDatabaseAsync("enginsight-firewall rules");
                Assert.Contains("monitoring", rules, StringComparison.Ordinal);
                var status = await StatusAsync();
                Assert.Contains(
                    $"also open to monitoring ({LabFixture.LoadBalancer})\n", status.Output, StringComparison.Ordinal);

                await OnDatabaseAsync($"rm /etc/enginsight/firewall.d/{LabFixture.LoadBalancer}");
                var drift = (await lab.ScriptAsync("drift", LabFixture.Stack)).Failed();
                Assert.Contains(
                    $"/etc/enginsight/firewall.d/{LabFixture.LoadBalancer} is missing", drift.Output,
                    StringComparison.Ordinal);
                (await lab.ScriptAsync("up", "--repair", LabFixture.Stack, "--yes")).Succeeded();
            }
        }
        finally
        {
            await lab.InVmAsync("lb", "kill $(cat /run/stranger-*); rm /run/stranger-*");
            await OnDatabaseAsync("nft delete table ip published");
            (await lab.ScriptAsync("up", "--repair", LabFixture.Stack, "--yes")).Succeeded();
        }

        await AssertFirewallAsync();
    }

    private Task<CommandResult> StatusAsync() => lab.ScriptAsync("status", LabFixture.Stack);

    private async Task AssertFirewallAsync()
    {
        foreach (var port in Ports)
        {
            await Port.AssertAsync(lab, "dropped", "lb", Database, port);
            foreach (var vm in new[] { "app1", "app2", "services", "db" })
                await Port.AssertAsync(lab, "open", vm, Database, port);
        }
    }

    /// <summary>Tries all doors from the load balancer, over both protocols; seconds at which one let it in.</summary>
    private async Task<double[]> ProbeAsync(int seconds)
    {
        var result = (await lab.InVmAsync("lb", $$"""
            try() {
              local end=$((SECONDS + {{seconds}}))
              while [ $SECONDS -lt $end ]; do
                if timeout 0.2 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; then echo "$EPOCHREALTIME"; fi
                sleep 0.05
              done
            }
            for port in 27017 6379; do try {{Database}} $port & try {{DatabaseV6}} $port & done
            wait
            """)).Succeeded();
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture)).Order()];
    }

    private async Task RebootDatabaseAsync()
    {
        (await lab.HostAsync($"docker restart {LabFixture.ContainerOf("db")}")).Succeeded();
        await Wait.UntilAsync("the database VM is up again", async () =>
            (await lab.InVmAsync("db", "systemctl is-active -q redis-server mongod enginsight-firewall"))
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

    private async Task<string> OnDatabaseAsync(string script, string? input = null) =>
        (await lab.InVmAsync("db", script, input)).Succeeded().Output;

    /// <summary>IPv6 between the load balancer and the database VM, until the result is disposed.</summary>
    private async Task<IAsyncDisposable> IPv6Async()
    {
        await OnNetworkOfAsync("lb", $"ip -6 address replace {LoadBalancerV6}/64 dev eth0 nodad");
        await OnNetworkOfAsync("db", $"ip -6 address replace {DatabaseV6}/64 dev eth0 nodad");
        return new Undo(async () =>
        {
            await OnNetworkOfAsync("lb", $"ip -6 address del {LoadBalancerV6}/64 dev eth0");
            await OnNetworkOfAsync("db", $"ip -6 address del {DatabaseV6}/64 dev eth0");
        });
    }

    /// <summary>A container may not change its own network's settings; this machine may.</summary>
    private async Task OnNetworkOfAsync(string vm, string command) => (await lab.HostAsync($$$"""
        pid=$(docker inspect -f '{{.State.Pid}}' {{{LabFixture.ContainerOf(vm)}}})
        nsenter -t $pid -n sh -c 'echo 0 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6; {{{command}}}'
        """)).Succeeded();

    private sealed class Undo(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
