using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Enginsight.Infra.Components;
using Enginsight.Infra.Tests.Settings;
using Pulumi;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>What holds for every resource of the stack, whatever it is.</summary>
[Collection("stack")]
public class InvariantTests
{
    private const string HostKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKiyAOfXF29jZ4FzOqhUUTrmlHpqX4Z9tFkbgV0HqXlQ";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryName_IsUnique(bool preview)
    {
        var stack = await DeployedStack.RunAsync(Config.WithAppServers(5), preview);

        var names = stack.Resources.Select(r => r.Name).ToArray();
        Assert.Equal(names.Distinct(), names);
    }

    /// <summary>Where no resource is, nothing is connected to.</summary>
    [Fact]
    public async Task Stack_WithAnyMistakes_SaysSoBeforeAnythingElseIsDone()
    {
        var stackFiles = Gen.Select(GeneratedSettings.Right, GeneratedSettings.Mistakes, (right, mistake) =>
        {
            var config = (JsonObject)right.DeepClone();
            GeneratedSettings.Set(config, mistake.Path, mistake.Value?.DeepClone());
            return GeneratedSettings.ToConfig(config);
        });
        foreach (var config in stackFiles.Array[1_000].Single())
        {
            var (resources, error) = await DeployedStack.RefuseAsync(config);

            Assert.Empty(resources);
            Assert.Contains("nothing was touched", error, StringComparison.Ordinal);
            Assert.EndsWith("and type the same again.", error.Trim(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryCommand_HasAComponentAsParent_WhoseNameItBears()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.All(stack.Commands, command => Assert.IsAssignableFrom<ComponentResource>(command.Options.Parent));
        Assert.All(
            stack.Commands.Where(command => command.Options.Parent is not RollingUpdate),
            command => Assert.StartsWith(command.Options.Parent!.GetResourceName() + "-", command.Name));
    }

    /// <summary>Its commands are about one VM each, and were that one's children once.</summary>
    [Fact]
    public async Task RollingUpdate_HasTheCommandsOfEachTurn_AsTheyStandInOlderStates()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        var commands = stack.Commands.Where(command => command.Options.Parent is RollingUpdate).ToArray();

        Assert.Equal(
            [
                "services-containers", "app1-drain", "app1-containers", "app1-upstream", "app2-drain",
                "app2-containers", "app2-upstream",
            ],
            commands.Select(command => command.Name));
        foreach (var command in commands)
        {
            var aliases = await Task.WhenAll(
                command.Options.Aliases.Select(alias => Outputs.ValueAsync(alias.ToOutput())));
            var former = Assert.Single(aliases, alias => alias.Parent is not null);
            Assert.Equal(command.Name, await Outputs.ValueAsync(former.Name!.ToOutput()));
            var vm = command.Name.Split('-')[0];
            Assert.IsType(vm == "services" ? typeof(ServicesServer) : typeof(AppServer), former.Parent);
            Assert.Equal(vm, former.Parent!.GetResourceName());
        }
    }

    [Fact]
    public async Task EveryCommand_LogsInAsConfigured()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("database.hostKey", HostKey));

        Assert.All(stack.Commands, command =>
        {
            var connection = JsonSerializer.SerializeToElement(command.Inputs["connection"]);
            Assert.Equal("ops", connection.GetProperty("user").GetString());
            Assert.Equal(Config.PrivateKey, connection.GetProperty("privateKey").GetString());
        });
        Assert.Equal(HostKey, JsonSerializer.SerializeToElement(stack["db-redis"].Inputs["connection"])
            .GetProperty("hostKey").GetString());
    }

    [Fact]
    public async Task EveryCommand_GoesThroughTheProxy()
    {
        var proxy = new JsonObject { ["host"] = "203.0.113.5", ["port"] = 2222 };
        var stack = await DeployedStack.RunAsync(Config.WithPath("ssh.proxy", proxy));

        Assert.All(stack.Commands, command =>
        {
            var connection = JsonSerializer.SerializeToElement(command.Inputs["connection"]).GetProperty("proxy");
            Assert.Equal("203.0.113.5", connection.GetProperty("host").GetString());
            Assert.Equal(2222, connection.GetProperty("port").GetInt32());
            Assert.Equal("ops", connection.GetProperty("user").GetString());
            Assert.Equal(
                JsonSerializer.SerializeToElement(command.Inputs["connection"]).GetProperty("privateKey").GetString(),
                connection.GetProperty("privateKey").GetString());
        });
    }

    /// <summary>It is the first line of every command's input, undo included, and nowhere else.</summary>
    [Fact]
    public async Task EveryCommand_WithASudoPassword_ReadsItFromItsInput()
    {
        const string password = "The-Sudo-Password";
        var stack = await DeployedStack.RunAsync(Config.WithPath("ssh.sudoPassword", password));

        Assert.All(stack.Commands, command =>
        {
            Assert.StartsWith($"{password}\n", command.Stdin, StringComparison.Ordinal);
            Assert.Contains("sudo -k -S -p ''", command.Script, StringComparison.Ordinal);
            Assert.DoesNotContain(password, command.Script + command.Undo, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task NoCommandText_HoldsASecret()
    {
        var config = Config.Site();
        config["jwtSecret"] = "The_JWT-Secret";
        config["mail"] = """{"host":"smtp","user":"u","password":"The-Mail-Password"}""";
        config["registry"] = """{"username":"u","password":"The-Registry-Password"}""";
        config["database"] = """
            {"host":"192.0.2.30","address":"10.0.0.30","redisPassword":"The-Redis-Password",
             "mongoDbUri":"mongodb://u:The-Mongo-Password@10.0.0.30/enginsight?replicaSet=rs0"}
            """;
        var stack = await DeployedStack.RunAsync(config);

        foreach (var secret in new[]
        {
            "The_JWT-Secret", "The-Mail-Password", "The-Registry-Password", "The-Redis-Password", "The-Mongo-Password",
        })
        {
            Assert.Contains(stack.Commands, command =>
                command.Inputs.TryGetValue("stdin", out var stdin)
                && ((string)stdin).Contains(secret, StringComparison.Ordinal));
        }

        Assert.All(stack.Commands, command =>
            Assert.DoesNotMatch("The[_-](JWT|Mail|Registry|Redis|Mongo)", command.Script + command.Undo));
    }

    [Fact]
    public async Task EveryScript_EndsInTime_AndRunsAsRoot()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.All(stack.Commands.SelectMany(c => new[] { c.Script, c.Undo }).OfType<string>(), script =>
        {
            Assert.Matches(@"timeout -k 10 [0-9]+ |/remote/step\.sh .* [0-9]{2,}( \\)?\n", script);
            Assert.Contains("exec sudo -n \"$@\"", script, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task SecretOutputs_AreSecret_AndTheOthersAreNot()
    {
        var stack = (await DeployedStack.RunAsync(Config.With("jwtSecret", "Given_Secret-1"))).Stack;

        Assert.True(await Output.IsSecretAsync(stack.JwtSecret));
        Assert.False(await Output.IsSecretAsync(stack.AppUrl));
        Assert.False(await Output.IsSecretAsync(stack.FirewallRules));
    }

    [Fact]
    public async Task Components_AreOneForEachVm_AndOneForTheTurnsOfTheAppServers()
    {
        var stack = await DeployedStack.RunAsync(Config.WithAppServers(3));

        Assert.Single(stack.Live.OfType<LoadBalancer>());
        Assert.Single(stack.Live.OfType<DatabaseServer>());
        Assert.Single(stack.Live.OfType<ServicesServer>());
        Assert.Equal(3, stack.Live.OfType<AppServer>().Count());
        Assert.Single(stack.Live.OfType<RollingUpdate>());
    }
}
