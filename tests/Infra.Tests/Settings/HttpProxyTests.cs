using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Settings;

[Collection("stack")]
public class HttpProxyTests
{
    private static readonly JsonObject Proxy = new()
    {
        ["url"] = "http://proxy.example.org:3128",
        ["username"] = "site",
        ["password"] = "p@ss:w/rd%",
        ["noProxy"] = new JsonArray(".example.org", "10.0.9.0/24"),
    };

    /// <summary>First of all steps that could need it, and where the password is seen by root alone.</summary>
    [Theory]
    [InlineData("lb", "certbot")]
    [InlineData("app1", "docker")]
    [InlineData("services", "docker")]
    [InlineData("db", null)]
    public async Task Stack_WithAProxy_MakesItKnownOnEveryVmBeforeItsPackages(string vm, string? unit)
    {
        var stack = await DeployedStack.RunAsync(Config.With("httpProxy", Proxy.ToJsonString()));

        var step = stack[$"{vm}-proxy"];
        Assert.Contains(
            "==> /etc/enginsight/proxy.env 0600 root:root\n"
            + "http_proxy=http://site:p%40ss%3Aw%2Frd%25@proxy.example.org:3128\n",
            step.Stdin,
            StringComparison.Ordinal);
        Assert.Contains("\nNO_PROXY=.example.org,10.0.9.0/24,10.0.0.10,", step.Stdin, StringComparison.Ordinal);
        Assert.Equal(unit is not null, step.Stdin.Contains($"/{unit}.service.d/", StringComparison.Ordinal));
        Assert.Contains(step.Name, await stack.AllBeforeAsync($"{vm}-packages"));
    }

    [Fact]
    public async Task Stack_WithoutAProxy_HasNoStepForIt() => Assert.DoesNotContain(
        (await DeployedStack.RunAsync(Config.Site())).Commands, command => command.Step == "remote/proxy");

    [Theory]
    [InlineData("http://site:secret@proxy.example.org:3128", "httpProxy.url: should be without user and password")]
    [InlineData("http://proxy.example.org", "httpProxy.url: should look like http://proxy.example.org:3128, was")]
    [InlineData("proxy.example.org:3128", "httpProxy.url: should look like http://proxy.example.org:3128, was")]
    public void Read_ProxyThatIsNone_IsRefused(string url, string problem)
    {
        var refused = Assert.Throws<SettingsException>(
            () => SettingsReader.Read(Config.WithPath("httpProxy.url", JsonValue.Create(url))));

        Assert.StartsWith(problem, Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}
