using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>Three database VMs: who reaches which, and what waits for what.</summary>
[Collection("stack")]
public class MembersTests
{
    private const string Uri =
        "mongodb://10.0.0.30:27017,10.0.0.31:27017,10.0.0.32:27017/enginsight?replicaSet=rs0";

    /// <summary>Red without the members among the clients of DatabaseDoors.</summary>
    [Theory]
    [InlineData("db", "192.0.2.30")]
    [InlineData("db2", "192.0.2.31")]
    [InlineData("db3", "192.0.2.32")]
    public async Task EachMember_LetsAppsAndMembersThrough_AndClosesTheSamePorts(string member, string host)
    {
        var stack = await DeployedStack.RunAsync(Config.Members());

        foreach (var (client, address) in new[]
        {
            ("app1", "10.0.0.11"), ("app2", "10.0.0.12"), ("services", "10.0.0.20"), ("db", "10.0.0.30"),
            ("db2", "10.0.0.31"), ("db3", "10.0.0.32"),
        })
        {
            var allow = stack[$"{member}-allow-{client}"];
            Assert.Equal(host, allow.Host);
            Assert.Contains($"address='{address}'", allow.Script, StringComparison.Ordinal);
        }

        Assert.Contains("  ports='27017 6379'", stack[$"{member}-firewall"].Script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apps_GetAllMembers_OnceTheSetIsMade()
    {
        var stack = await DeployedStack.RunAsync(Config.Members());

        foreach (var vm in new[] { "app1", "services" })
        {
            Assert.Contains($"\n{Uri}\n", stack[$"{vm}-secrets"].Stdin, StringComparison.Ordinal);
            Assert.Superset(
                new HashSet<string> { "replica-set-members", $"db2-allow-{vm}", "db3-firewall", "db-redis" },
                (await stack.AfterAsync($"{vm}-reach")).ToHashSet());
        }
    }

    [Fact]
    public async Task Set_IsMadeOnTheFirst_WhenAllCanBeMembers()
    {
        var stack = await DeployedStack.RunAsync(Config.Members());
        var step = stack["replica-set-members"];

        Assert.Equal("192.0.2.30", step.Host);
        Assert.Contains(
            "members='10.0.0.30:27017\n10.0.0.31:27017\n10.0.0.32:27017'", step.Script, StringComparison.Ordinal);
        Assert.Contains($"==> secret uri\n{Uri}\n", step.Stdin, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "db-mongodb", "db2-mongodb", "db3-mongodb" },
            (await stack.AfterAsync("replica-set-members")).ToHashSet());
        Assert.Contains("shell='yes'", stack["db-mongodb"].Script, StringComparison.Ordinal);
        Assert.Contains("shell='no'", stack["db2-mongodb"].Script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_IsInNoCommand()
    {
        var config = Config.Members();
        config["database"] = config["database"].Trim()[..^1]
            + ",\"mongoDbUri\":\"mongodb://u:pass-word@10.0.0.30,10.0.0.31,10.0.0.32/enginsight?replicaSet=rs0\"}";

        var stack = await DeployedStack.RunAsync(config);

        Assert.DoesNotContain(
            stack.Commands, command => command.Script.Contains("pass-word", StringComparison.Ordinal));
        Assert.Contains("login='yes'", stack["db3-mongodb"].Script, StringComparison.Ordinal);
    }

    /// <summary>redis stays where it was, and what one database VM has keeps its names.</summary>
    [Fact]
    public async Task Members_FromOneDatabaseVm_TakeNothingAway()
    {
        var one = (await DeployedStack.RunAsync(Config.Site())).Resources.Select(resource => resource.Name).ToArray();
        var three = await DeployedStack.RunAsync(Config.Members());

        Assert.All(one, name => Assert.Contains(three.Resources, resource => resource.Name == name));
        Assert.Single(three.Commands, command => command.Step == "database/redis");
    }

    /// <summary>The apps find redis by the address that moves, once each member could have it.</summary>
    [Fact]
    public async Task RedisAddress_IsWhatTheAppsAreTold_OnceItIsThere()
    {
        var stack = await DeployedStack.RunAsync(Config.MembersWithRedis());

        foreach (var vm in new[] { "app1", "services" })
        {
            Assert.Contains(
                "\nredis://:db-redis-password-value@10.0.0.29:6379\n", stack[$"{vm}-secrets"].Stdin,
                StringComparison.Ordinal);
            Assert.Contains("redis-address-db3", await stack.AfterAsync($"{vm}-reach"));
        }

        // The first one has it first: sessions are in its redis, where there was one.
        Assert.Contains("redis-address-db1", await stack.AfterAsync("redis-address-db2"));
        Assert.Superset(
            new HashSet<string> { "db-redis", "db2-redis", "db3-redis" },
            (await stack.AfterAsync("redis-address-db1")).ToHashSet());
    }

    [Fact]
    public async Task RedisAddress_EachMemberHasTheSamePasswordBehindItsOwnFirewall()
    {
        var stack = await DeployedStack.RunAsync(Config.MembersWithRedis());

        foreach (var (vm, old) in new[] { ("db", ""), ("db2", "-db2"), ("db3", "-db3") })
        {
            Assert.Contains(">db-redis-password-value ", stack[$"{vm}-redis"].Stdin, StringComparison.Ordinal);
            Assert.Contains($"{vm}-firewall", await stack.AfterAsync($"{vm}-redis"));
            Assert.Equal(stack[$"{vm}-redis"].Host, stack[$"redis-old-password{old}"].Host);
        }
    }

    [Fact]
    public async Task RedisAddress_IsHeldByOneThatServesAndHearsTheOthers()
    {
        var stack = await DeployedStack.RunAsync(Config.MembersWithRedis());

        var second = stack["redis-address-db2"].Stdin;

        foreach (var text in new[]
        {
            "    unicast_src_ip 10.0.0.31\n    unicast_peer {\n        10.0.0.30\n        10.0.0.32\n    }\n",
            "        10.0.0.29/32 dev DEVICE\n", "    priority 253\n", "    nopreempt\n",
            "    track_script {\n        serves\n        alone\n", "peers='10.0.0.30 10.0.0.32'\n",
            "stronger='10.0.0.30'\n",
        })
            Assert.Contains(text, second, StringComparison.Ordinal);
        Assert.Contains("stronger=''\n", stack["redis-address-db1"].Stdin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneDatabaseVm_KnowsNothingOfSets()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.DoesNotContain(stack.Resources, resource => resource.Name.Contains("replica-set", StringComparison.Ordinal));
        Assert.DoesNotContain("replica-set/", stack["db-scripts"].Stdin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryStep_HasACheck_AndFindsWhatItSourcesOnItsVm()
    {
        var stack = await DeployedStack.RunAsync(Config.Members());

        StepScripts.AssertComplete(stack);
        StepScripts.AssertComplete(await DeployedStack.RunAsync(Config.MembersWithRedis()));
    }
}
