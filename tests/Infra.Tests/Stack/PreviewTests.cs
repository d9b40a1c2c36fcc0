using Enginsight.Infra.Remote;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>A preview shows what would be written, before anything is known that only a deployment finds out.</summary>
[Collection("stack")]
public class PreviewTests
{
    [Fact]
    public async Task Preview_OfANewSite_KnowsEveryScriptAndEveryFileWithoutSecrets()
    {
        var stack = await DeployedStack.RunAsync(Config.Site(), preview: true);

        Assert.All(stack.Commands, command => Assert.NotEmpty(command.Script));
        foreach (var files in new[] { "app1-configuration", "services-configuration", "lb-balancer", "db-packages" })
            Assert.StartsWith("==> /", stack[files].Stdin, StringComparison.Ordinal);
        Assert.StartsWith(
            StepCommand.Receiver + "==> /", stack["app1-scripts"].Stdin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AndUp_RegisterTheSameResources()
    {
        var preview = await DeployedStack.RunAsync(Config.WithAppServers(4), preview: true);
        var up = await DeployedStack.RunAsync(Config.WithAppServers(4));

        Assert.Equal(up.Resources.Select(r => r.Name).Order(), preview.Resources.Select(r => r.Name).Order());
        Assert.All(preview.Commands, command => Assert.Equal(up[command.Name].Script, command.Script));
    }
}
