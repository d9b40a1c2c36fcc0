namespace Enginsight.Infra.Tests.Stack;

/// <summary>Growing, shrinking and updating are safe because of what waits for what.</summary>
[Collection("stack")]
public class OrderTests
{
    [Fact]
    public async Task AppServer_IsLetThroughTheFirewallBeforeItsContainersStart()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        foreach (var start in new[] { "app2-start", "app2-containers" })
        {
            Assert.Superset(
                new HashSet<string> { "db-allow-app2", "db-firewall", "db-redis", "db-mongodb" },
                await stack.AllBeforeAsync(start));
        }
    }

    [Fact]
    public async Task Firewall_ClosesOnlyAfterEveryVmIsLetThrough()
    {
        var after = await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("db-firewall");

        Assert.Superset(
            new HashSet<string> { "db-allow-app1", "db-allow-app2", "db-allow-services", "db-allow-db" },
            after.ToHashSet());
    }

    [Fact]
    public async Task Redis_ListensForOthersOnlyBehindTheFirewall() =>
        Assert.Contains("db-firewall", await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("db-redis"));

    [Fact]
    public async Task AppServer_LeavesTheUpstreamsOnlyWhenThePreviousOneIsBack()
    {
        var stack = await DeployedStack.RunAsync(Config.WithAppServers(3));

        Assert.Contains("app1-upstream", await stack.AfterAsync("app2-drain"));
        Assert.Contains("app2-upstream", await stack.AfterAsync("app3-drain"));
        Assert.DoesNotContain(
            await stack.AfterAsync("app1-drain"), name => name.EndsWith("-upstream", StringComparison.Ordinal));
    }

    /// <summary>One that serves nobody may be whom the first one has to wait for.</summary>
    [Fact]
    public async Task AppServer_LeavesTheUpstreamsOnlyWhenAllThatServeNobodyWereStarted() =>
        Assert.Superset(
            new HashSet<string> { "app1-start", "app2-start", "app3-start" },
            (await (await DeployedStack.RunAsync(Config.WithAppServers(3))).AfterAsync("app1-drain")).ToHashSet());

    [Fact]
    public async Task Containers_AreReplacedOnlyAfterTheDrain_AndUpstreamJoinsOnlyAfterTheirHealth()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        foreach (var (step, previous) in new[]
        {
            ("app1-reach", "app1-images"), ("app1-start", "app1-reach"), ("app1-drain", "app1-start"),
            ("app1-containers", "app1-drain"), ("app1-upstream", "app1-containers"),
            ("services-reach", "services-images"), ("services-containers", "services-reach"),
        })
        {
            Assert.Equal($"==> runs again after {previous}\n{previous} ran\n", stack[step].Stdin);
            Assert.Contains(previous, await stack.AfterAsync(step));
        }
    }

    /// <summary>The services VM may have been an app server until now.</summary>
    [Fact]
    public async Task Services_StartOnlyAfterTheirVmHasLeftTheUpstreams() =>
        Assert.Contains(
            "services-leave", await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("services-containers"));

    [Fact]
    public async Task Site_OpensOnlyAfterAllAppServersJoined() =>
        Assert.Superset(
            new HashSet<string> { "app1-upstream", "app2-upstream" },
            (await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("site-nginx")).ToHashSet());

    [Theory]
    [InlineData("app1")]
    [InlineData("services")]
    public async Task Images_RunAgainWhenAnythingChangesThatTheContainersRead(string vm)
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Equal(
            $"==> runs again after {vm}-configuration\n{vm}-configuration ran\n"
            + $"==> runs again after {vm}-secrets\n{vm}-secrets ran\n",
            stack[$"{vm}-images"].Stdin);
    }

    [Fact]
    public async Task OnlyStepsThatMakeRoomForOthersOrHoldSecrets_HaveAnUndo()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Equal(
            [
                "app1-containers", "app1-secrets", "app1-upstream", "app2-containers", "app2-secrets", "app2-upstream",
                "db-allow-app1", "db-allow-app2", "db-allow-db", "db-allow-services",
                "lb-certificate", "lb-watch", "services-containers", "services-secrets", "site-nginx",
            ],
            stack.Commands.Where(c => c.Undo is not null).Select(c => c.Name).Order());
    }

    [Fact]
    public async Task ThirdAppServer_ChangesNoInputOfTheOthers()
    {
        var two = await DeployedStack.RunAsync(Config.WithAppServers(2));
        var three = await DeployedStack.RunAsync(Config.WithAppServers(3));

        // Who shuts others out, or takes away what a VM has left behind, knows of all.
        Assert.All(two.Commands.Where(command => command.Name is not ("db-firewall" or "clients-moved-db")), command =>
        {
            Assert.Equal(command.Script, three[command.Name].Script);
            Assert.Equal(
                command.Inputs.GetValueOrDefault("stdin"), three[command.Name].Inputs.GetValueOrDefault("stdin"));
        });
        Assert.Equal(
            [
                "app3-configuration", "app3-containers", "app3-drain", "app3-images", "app3-old-services",
                "app3-packages", "app3-reach", "app3-scripts", "app3-secrets", "app3-start", "app3-upstream",
                "db-allow-app3",
            ],
            three.Commands.Select(c => c.Name).Except(two.Commands.Select(c => c.Name)).Order());
    }
}

internal static class ConfigExtensions
{
    public static Dictionary<string, string> Also(this Dictionary<string, string> config, string key, string value)
    {
        config[key] = value;
        return config;
    }
}
