using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>Two load balancers: what is done on both, and never on both at once.</summary>
[Collection("stack")]
public class PairTests
{
    [Fact]
    public async Task AppServer_IsOutOnBothBeforeItIsChanged_AndTheNextOneWaitsUntilItIsBackOnBoth()
    {
        var stack = await DeployedStack.RunAsync(Config.Pair());

        Assert.Superset(
            new HashSet<string> { "app1-drain", "app1-drain-lb2" },
            (await stack.AfterAsync("app1-containers")).ToHashSet());
        Assert.Contains("==> runs again after app1-drain-lb2\n", stack["app1-containers"].Stdin, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "app1-upstream", "app1-upstream-lb2" },
            (await stack.AfterAsync("app2-drain-lb2")).ToHashSet());
        Assert.Equal("192.0.2.10", stack["app1-drain"].Host);
        Assert.Equal("192.0.2.13", stack["app1-drain-lb2"].Host);
    }

    /// <summary>What is about nginx on the second waits until the first is through with it.</summary>
    [Theory]
    [InlineData("lb2-packages", "lb-balancer")]
    [InlineData("lb2-certificate", "lb-balancer")]
    [InlineData("lb2-balancer", "lb-balancer")]
    [InlineData("site-nginx-lb2", "site-nginx")]
    [InlineData("virtual-address-lb1", "site-nginx-lb2")]
    [InlineData("virtual-address-lb2", "virtual-address-lb1")]
    public async Task Second_IsChangedAfterTheFirst(string step, string before) =>
        Assert.Contains(before, await (await DeployedStack.RunAsync(Config.Pair())).AllBeforeAsync(step));

    [Theory]
    [InlineData("packages")]
    [InlineData("certificate")]
    [InlineData("balancer")]
    public async Task Change_OfEither_BeginsByMovingTheAddressToTheOther(string step)
    {
        var stack = await DeployedStack.RunAsync(Config.Pair());
        var script = EmbeddedFile.Read($"virtual-address/{step}.sh");

        Assert.Equal($"virtual-address/{step}", stack[$"lb-{step}"].Step);
        Assert.Contains("own_address='10.0.0.10' \\\n  peer_address='10.0.0.13'", stack[$"lb-{step}"].Script, StringComparison.Ordinal);
        Assert.Contains("own_address='10.0.0.13' \\\n  peer_address='10.0.0.10'", stack[$"lb2-{step}"].Script, StringComparison.Ordinal);
        Assert.InRange(
            script.IndexOf("\nmove_away\n", StringComparison.Ordinal),
            1,
            script.IndexOf($"\nsource load-balancer/{step}.sh\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keepalived_OfEach_NamesTheOther_AndIsForRootOnly()
    {
        var stack = await DeployedStack.RunAsync(Config.Pair());
        var first = stack["virtual-address-lb1"].Stdin;
        var second = stack["virtual-address-lb2"].Stdin;

        Assert.Contains("==> /etc/keepalived/keepalived.conf 0600 root:root\n", first, StringComparison.Ordinal);
        Assert.Contains("unicast_src_ip 10.0.0.10\n    unicast_peer {\n        10.0.0.13\n", first, StringComparison.Ordinal);
        Assert.Contains("unicast_src_ip 10.0.0.13\n    unicast_peer {\n        10.0.0.10\n", second, StringComparison.Ordinal);
        Assert.Contains("priority 254\n", first, StringComparison.Ordinal);
        Assert.Contains("priority 253\n", second, StringComparison.Ordinal);
        Assert.All([first, second], files =>
        {
            Assert.Contains("        10.0.0.9/32 dev DEVICE\n", files, StringComparison.Ordinal);
            Assert.Contains("    nopreempt\n", files, StringComparison.Ordinal);
            Assert.Contains("    track_script {\n        serves\n", files, StringComparison.Ordinal);
        });
    }

    /// <summary>Each has a certificate of its own, so that no key travels; whichever the CA asks, the right one answers.</summary>
    [Fact]
    public async Task Certificate_ByAcme_IsGotOnEach_OnceTheAddressIsThere()
    {
        var config = Config.Pair();
        config["certificate"] = """{"acme":{"email":"ops@example.org"}}""";

        var stack = await DeployedStack.RunAsync(config);

        foreach (var (vm, other) in new[] { ("lb1", "10.0.0.13"), ("lb2", "10.0.0.10") })
        {
            var step = stack[$"virtual-address-certificate-{vm}"];
            Assert.Equal("virtual-address/acme", step.Step);
            Assert.Contains("required='yes'", step.Script, StringComparison.Ordinal);
            Assert.Contains("virtual-address-lb2", await stack.AllBeforeAsync(step.Name));
            Assert.Contains($"proxy_pass http://{other}:80;", step.Stdin, StringComparison.Ordinal);
        }

        Assert.Contains("virtual-address-certificate-lb1", await stack.AfterAsync("virtual-address-certificate-lb2"));
        Assert.DoesNotContain(stack.Resources, resource => resource.Name == "site-certificate");
        StepScripts.AssertComplete(stack);
    }

    [Fact]
    public async Task Keepalived_WithIPv6_MovesBothAddresses()
    {
        var config = Config.Pair();
        config["virtualAddressV6"] = "2001:db8::9";

        var stack = await DeployedStack.RunAsync(config);

        Assert.Contains("        2001:db8::9/128 dev DEVICE\n", stack["virtual-address-lb1"].Stdin, StringComparison.Ordinal);
        Assert.Contains(
            "virtual_addresses='10.0.0.9 2001:db8::9'", stack["lb-balancer"].Script, StringComparison.Ordinal);
    }

    /// <summary>From one to two, what the first does is what it did: its resources keep their names.</summary>
    [Fact]
    public async Task Pair_FromOneLoadBalancer_TakesNothingAway()
    {
        var one = (await DeployedStack.RunAsync(Config.Site())).Resources.Select(resource => resource.Name).ToArray();
        var two = (await DeployedStack.RunAsync(Config.Pair())).Resources.Select(resource => resource.Name).ToHashSet();

        Assert.All(one, name => Assert.Contains(name, two));
    }

    [Fact]
    public async Task EveryStepOfAPair_HasACheck_AndFindsWhatItSourcesOnItsVm()
    {
        var stack = await DeployedStack.RunAsync(Config.Pair());

        StepScripts.AssertComplete(stack);
    }
}
