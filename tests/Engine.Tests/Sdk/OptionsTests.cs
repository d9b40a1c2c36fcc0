using Engine.Protocol;
using Pulumi;

namespace Engine.Tests.Sdk;

public class OptionsTests
{
    [Fact]
    public async Task Options_AllSet_ReachTheEngine()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Widget("w", null, new()
        {
            Protect = true,
            RetainOnDelete = true,
            DeleteBeforeReplace = true,
            DeletedWith = new Widget("other"),
            IgnoreChanges = { "a" },
            ReplaceOnChanges = { "b" },
            AdditionalSecretOutputs = { "c" },
            CustomTimeouts = new() { Create = TimeSpan.FromMinutes(2) },
            Version = "1.2.3",
            ImportId = "old",
        }));
        var request = monitor["w"];

        Assert.True(request is { Protect: true, RetainOnDelete: true, DeleteBeforeReplace: true, Custom: true });
        Assert.Equal(RecordingMonitor.UrnOf(monitor["other"]), request.DeletedWith);
        Assert.Equal(["a"], request.IgnoreChanges);
        Assert.Equal(["b"], request.ReplaceOnChanges);
        Assert.Equal(["c"], request.AdditionalSecretOutputs);
        Assert.Equal(new CustomTimeoutsValue(120, null, null), request.CustomTimeouts);
        Assert.Equal(("1.2.3", "old"), (request.Version, request.ImportId));
    }

    [Fact]
    public void Merge_Both_JoinsListsAndSecondScalarWins()
    {
        var merged = CustomResourceOptions.Merge(
            new() { ReplaceOnChanges = { "triggers[*]" }, AdditionalSecretOutputs = { "connection" }, Version = "1" },
            new() { ReplaceOnChanges = { "environment.B" }, Protect = true, Version = "2" });

        Assert.Equal(["triggers[*]", "environment.B"], merged.ReplaceOnChanges);
        Assert.Equal(["connection"], merged.AdditionalSecretOutputs);
        Assert.Equal((true, "2"), (merged.Protect, merged.Version));
    }

    [Fact]
    public void Merge_NullOptions_GivesTheOther()
    {
        Assert.Equal("1", CustomResourceOptions.Merge(null, new() { Version = "1" }).Version);
        Assert.Equal("1", ComponentResourceOptions.Merge(new() { Version = "1" }, null).Version);
    }

    [Fact]
    public async Task Merge_DependsOn_IsJoined()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            CustomResourceOptions one = new() { DependsOn = new Widget("a") };
            CustomResourceOptions two = new() { DependsOn = { new Widget("b") } };
            _ = new Widget("w", null, CustomResourceOptions.Merge(one, two));
        });

        Assert.Equal(2, monitor["w"].Dependencies.Count);
    }

    [Fact]
    public async Task Parent_NotGiven_IsTheStack()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Widget("w"));

        Assert.Equal("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", monitor["w"].Parent);
        Assert.Null(monitor["shop-dev"].Parent);
    }

    [Fact]
    public async Task Children_OfAProtectedComponent_InheritProtectUnlessTheySaySo()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var group = new Group("g", 1, new() { Protect = true });
            _ = new Widget("own", null, new() { Parent = group, Protect = false });
        });

        Assert.Equal([true, true, false], new[] { "g", "g-1", "own" }.Select(name => monitor[name].Protect));
    }

    [Fact]
    public async Task Provider_OfAComponent_IsInheritedByItsPackageOnly()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var group = new Group("g", 1, new() { Provider = new ToyProvider("p") });
            _ = new CustomResource("other:index:Thing", "other", null, new() { Parent = group });
            _ = new Widget("explicit", null, new() { Parent = group, Provider = new ToyProvider("q") });
        });

        Assert.Equal("urn:pulumi:dev::shop::pulumi:providers:toys::p::id-p", monitor["g-1"].Provider);
        Assert.Equal("urn:pulumi:dev::shop::pulumi:providers:toys::q::id-q", monitor["explicit"].Provider);
        Assert.Null(monitor["other"].Provider);
        Assert.Null(monitor["p"].Provider);
    }

    [Fact]
    public async Task Provider_IdUnknownInPreview_IsPulumisStandIn()
    {
        var monitor = new RecordingMonitor(preview: true);
        await monitor.RunAsync(() => new Widget("w", null, new() { Provider = new ToyProvider("p") }));

        Assert.EndsWith("::p::04da6b54-80e4-46f7-96ec-b56ff0331ba9", monitor["w"].Provider);
    }

    [Fact]
    public async Task Provider_TogetherWithProviders_Fails()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() =>
        {
            var provider = new ToyProvider("p");
            _ = new Group("g", 0, new() { Provider = provider, Providers = { provider } });
        });

        Assert.Equal(32, code);
        Assert.Contains("both 'provider' and 'providers'", Assert.Single(monitor.Logs).Message);
    }
}
