namespace Enginsight.Infra.Tests.Stack;

/// <summary>Growing, shrinking and updating are safe because of what waits for what.</summary>
[Collection("stack")]
public class OrderTests
{
    [Fact]
    public async Task AppServer_IsLetThroughTheFirewallBeforeItsContainersStart()
    {
        var after = await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("app2-containers");

        Assert.Contains("db-allow-app2", after);
        Assert.Contains("db-firewall", after);
        Assert.Contains("db-redis", after);
        Assert.Contains("db-mongodb", after);
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

        Assert.Equal(["app1-upstream"], await stack.AfterAsync("app2-drain"));
        Assert.Equal(["app2-upstream"], await stack.AfterAsync("app3-drain"));
        Assert.Empty(await stack.AfterAsync("app1-drain"));
    }

    [Fact]
    public async Task Containers_AreReplacedOnlyAfterTheDrain_AndUpstreamJoinsOnlyAfterTheirHealth()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        // The standard input is the output of the step before: a dependency, and new whenever that step ran.
        Assert.EndsWith("app1-images ran", stack["app1-drain"].Stdin);
        Assert.Equal("app1-drain ran", stack["app1-containers"].Stdin);
        Assert.Equal("app1-containers ran", stack["app1-upstream"].Stdin);
        Assert.Equal("services-images ran", stack["services-containers"].Stdin);
    }

    [Fact]
    public async Task Site_OpensOnlyAfterAllAppServersJoined() =>
        Assert.Superset(
            new HashSet<string> { "app1-upstream", "app2-upstream" },
            (await (await DeployedStack.RunAsync(Config.Site())).AfterAsync("lb-site")).ToHashSet());

    [Theory]
    [InlineData("app1-images")]
    [InlineData("services-images")]
    public async Task Images_RunAgainWhenAnythingChangesThatTheContainersRead(string images)
    {
        var before = (await DeployedStack.RunAsync(Config.With("jwtSecret", "Secret-1")))[images];
        var mail = (await DeployedStack.RunAsync(
            Config.WithPath("mail.host", "smtp.example.org").Also("jwtSecret", "Secret-1")))[images];
        var secret = (await DeployedStack.RunAsync(Config.With("jwtSecret", "Secret-2")))[images];
        var same = (await DeployedStack.RunAsync(Config.With("jwtSecret", "Secret-1")))[images];

        Assert.NotEqual(before.Stdin, mail.Stdin);
        Assert.NotEqual(before.Stdin, secret.Stdin);
        Assert.Equal(before.Stdin, same.Stdin);
    }

    [Fact]
    public async Task OnlyStepsThatMakeRoomForOthers_HaveAnUndo()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Equal(
            [
                "app1-containers", "app1-upstream", "app2-containers", "app2-upstream",
                "db-allow-app1", "db-allow-app2", "db-allow-db", "db-allow-services",
                "lb-site", "lb-watch", "services-containers",
            ],
            stack.Commands.Where(c => c.Undo is not null).Select(c => c.Name).Order());
    }

    [Fact]
    public async Task ThirdAppServer_ChangesNoInputOfTheOthers()
    {
        var two = await DeployedStack.RunAsync(Config.WithAppServers(2));
        var three = await DeployedStack.RunAsync(Config.WithAppServers(3));

        Assert.All(two.Commands, command =>
        {
            Assert.Equal(command.Script, three[command.Name].Script);
            Assert.Equal(
                command.Inputs.GetValueOrDefault("stdin"), three[command.Name].Inputs.GetValueOrDefault("stdin"));
        });
        Assert.Equal(
            [
                "app3-configuration", "app3-containers", "app3-drain", "app3-images", "app3-packages", "app3-secrets",
                "app3-upstream", "db-allow-app3",
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
