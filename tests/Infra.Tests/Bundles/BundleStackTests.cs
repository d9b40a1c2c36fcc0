using Enginsight.Infra.Tests.Stack;
using Pulumi;

namespace Enginsight.Infra.Tests.Bundles;

/// <summary>What a bundle changes in the stack.</summary>
[Collection("stack")]
public sealed class BundleStackTests : IDisposable
{
    private readonly SomeBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task EachVm_IsBroughtItsOwnFiles_BeforeItsPackagesAndAfterTheCheck()
    {
        var stack = await RunAsync();

        foreach (var vm in new[] { "lb", "db", "app1", "app2", "services" })
        {
            Assert.Equal(["bundle-check", $"{vm}-scripts"], await stack.AfterAsync($"{vm}-bundle"));
            Assert.Contains($"{vm}-bundle", await stack.AfterAsync($"{vm}-packages"));
            Assert.Contains("bundle-check", await stack.AfterAsync($"{vm}-scripts"));
            Assert.Contains("\n  bundle='/var/lib/enginsight/bundle'", stack[$"{vm}-packages"].Script,
                StringComparison.Ordinal);
        }

        Assert.EndsWith("/var/lib/enginsight/bundle \\\n  load-balancer", stack["lb-bundle"].Script,
            StringComparison.Ordinal);
        Assert.Contains($"\\\n  enterprise \\\n  {SomeBundle.Ui} \\\n", stack["app1-bundle"].Script,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_AreLoaded_AndNoRegistryIsNamed()
    {
        var stack = await RunAsync();

        Assert.Equal("enterprise/load", stack["app1-images"].Step);
        Assert.Equal("enterprise/load", stack["services-images"].Step);
        Assert.DoesNotContain(stack.Commands, command => command.Step == "enterprise/images");
    }

    [Fact]
    public async Task ANewBundle_ChangesTheStepsOfThoseVmsAlone_ThatGetSomethingElse()
    {
        var before = await RunAsync();
        _bundle.Add("images/b.tar.gz", "another", "registry.enginsight.com/enginsight/server-m2:7.17.31");
        var after = await RunAsync();

        Assert.NotEqual(before["bundle-check"].Script, after["bundle-check"].Script);
        Assert.NotEqual(before["app1-bundle"].Script, after["app1-bundle"].Script);
        Assert.Equal(before["lb-bundle"].Script, after["lb-bundle"].Script);
        Assert.Equal(before["services-bundle"].Script, after["services-bundle"].Script);
    }

    [Fact]
    public async Task Login_ReachesTheStepByStandardInputOnly()
    {
        var stack = await RunAsync();
        var step = stack["app1-bundle"];

        Assert.StartsWith(
            "==> secret vm-host\n192.0.2.11\n==> secret vm-port\n22\n==> secret vm-user\nops\n"
            + "==> secret vm-privateKey\n-----BEGIN",
            step.Stdin,
            StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", step.Script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATruncatedFile_IsRefusedByItsName()
    {
        File.WriteAllText(_bundle.At("packages/redis.deb"), "re");

        var error = await Assert.ThrowsAsync<RunException>(RunAsync);

        Assert.Contains("packages/redis.deb should have 5 bytes, has 2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nginx.deb", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingFile_IsRefusedByItsName()
    {
        File.Delete(_bundle.At("images/a.tar.gz"));

        var error = await Assert.ThrowsAsync<RunException>(RunAsync);

        Assert.Contains("images/a.tar.gz is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsNoBundle_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() =>
            DeployedStack.RunAsync(Config.With("bundle", "elsewhere"), root: _bundle.Project));

        Assert.Contains("bundle: should be the folder of a bundle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangedList_IsRefusedByItsName()
    {
        File.WriteAllLines(_bundle.At("list"), File.ReadAllLines(_bundle.At("list")).Where(
            line => !line.Contains("nginx", StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<RunException>(RunAsync);

        Assert.Contains("list is not as it was made", error.Message, StringComparison.Ordinal);
    }

    private Task<DeployedStack> RunAsync() =>
        DeployedStack.RunAsync(Config.With("bundle", "bundle"), root: _bundle.Project);
}
