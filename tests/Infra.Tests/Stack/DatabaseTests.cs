using System.Text.Json.Nodes;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>Who reaches MongoDB and redis, on which ports, and with what.</summary>
[Collection("stack")]
public class DatabaseTests
{
    private const string Access = "==> /etc/redis/enginsight-access.conf 0640 redis:redis\n";

    [Fact]
    public async Task Redis_HasTheGeneratedPassword() => Assert.Contains(
        Access + "protected-mode yes\nuser default on >db-redis-password-value ~* &* +@all\n",
        (await DeployedStack.RunAsync(Config.Site()))["db-redis"].Stdin, StringComparison.Ordinal);

    [Fact]
    public async Task Redis_Passwordless_TurnsProtectedModeOff()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("database.redisPasswordless", true));

        Assert.Contains(
            Access + "protected-mode no\nuser default on nopass ~* &* +@all\n",
            stack["db-redis"].Stdin, StringComparison.Ordinal);
        Assert.Contains("\nredis://10.0.0.30:6379\n", stack["app1-secrets"].Stdin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_IsABoundedCacheThatRefusesNoWrites()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("database.redisMaxMemory", "2gb"));

        foreach (var line in new[]
        {
            "save \"\"", "stop-writes-on-bgsave-error no", "maxmemory 2gb", "maxmemory-policy allkeys-lru",
        })
            Assert.Contains($"\n{line}\n", stack["db-redis"].Stdin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldPassword_GoesOnlyWhenAllAppsHaveTheNewOne()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Superset(
            new HashSet<string> { "app1-upstream", "app2-upstream", "services-containers" },
            (await stack.AfterAsync("redis-old-password")).ToHashSet());
    }

    [Fact]
    public async Task Allow_OthersByName_AreLetThroughBeforeTheDoorIsClosed()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("database.allow", new JsonArray
        {
            new JsonObject { ["name"] = "backup", ["address"] = "10.0.5.0/24" },
        }));

        Assert.Contains("address='10.0.5.0/24'", stack["db-allow-backup"].Script, StringComparison.Ordinal);
        Assert.Contains("db-allow-backup", await stack.AfterAsync("db-firewall"));
        Assert.Contains(
            "db: 27017 and 6379 open to backup (10.0.5.0/24)",
            await Outputs.ValueAsync(stack.Stack.FirewallRules));
    }

    [Theory]
    [InlineData("mongodb://10.0.0.30:27018/enginsight?replicaSet=rs0", "27018 27017 6379")]
    [InlineData("mongodb://10.0.0.30,10.0.0.31:27019/enginsight?replicaSet=rs0", "27017 27019 6379")]
    [InlineData("mongodb://user:p%40ss@10.0.0.30:27020/enginsight?replicaSet=rs0", "27020 27017 6379")]
    public async Task Ports_AreThoseOfTheUriAndMongoDbsOwn(string uri, string ports) => Assert.Contains(
        $"  ports='{ports}'",
        (await DeployedStack.RunAsync(Config.WithPath("database.mongoDbUri", uri)))["db-firewall"].Script,
        StringComparison.Ordinal);

    /// <summary>An app server at a new address serves from the former one until its turn is over.</summary>
    [Fact]
    public async Task FormerAddresses_AreLetThroughUntilNobodyServesThere()
    {
        var stack = await DeployedStack.RunAsync(Config.Members());

        foreach (var database in new[] { "db", "db2", "db3" })
        {
            var moved = stack[$"clients-moved-{database}"];
            Assert.Contains($"\n{database}-allow-app2 10.0.0.12\n", moved.Script, StringComparison.Ordinal);
            Assert.Superset(
                new HashSet<string> { "app1-upstream", "app2-upstream", "services-containers" },
                await stack.AllBeforeAsync(moved.Name));
            // Two of the services at a time would do each job twice.
            var services = stack[$"services-moved-{database}"];
            Assert.Contains(
                $"  clients='{database}-allow-services 10.0.0.20'\n", services.Script, StringComparison.Ordinal);
            Assert.Contains(services.Name, await stack.AfterAsync("services-containers"));
            Assert.Contains("services-reach", await stack.AfterAsync(services.Name));
        }
    }

    [Fact]
    public async Task Services_StartOnlyWhenNoSingleServerRunsThem() => Assert.Superset(
        new HashSet<string> { "app1-old-services", "app2-old-services" },
        (await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("services-containers")).ToHashSet());

    /// <summary>A services VM that fails before it can start them leaves the site with the services that it has.</summary>
    [Fact]
    public async Task OldServices_StopOnlyWhenTheNewOnesCanStart_AndBeforeTheirServersTurn()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Contains("services-reach", await stack.AfterAsync("app1-old-services"));
        Assert.Contains("app1-old-services", await stack.AfterAsync("app1-drain"));
        Assert.DoesNotContain("services-images", await stack.AfterAsync("app1-start"));
    }

    [Fact]
    public async Task Reach_IsAskedBeforeAnythingIsTakenOutOfService()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        foreach (var vm in new[] { "app1", "app2", "services" })
        {
            var after = await stack.AfterAsync($"{vm}-reach");
            Assert.Superset(new HashSet<string> { $"db-allow-{vm}", "db-firewall", "db-redis" }, after.ToHashSet());
        }
    }
}
