using Engine.Properties;
using Pulumi;

namespace Engine.Tests.Sdk;

public class StackTests
{
    [Fact]
    public async Task StackClass_OutputProperties_AreRegisteredByName()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.StartAsync(() => Start<GoodStack>());

        Assert.Equal(0, code);
        Assert.Equal(["Foo", "renamed"], monitor.StackOutputs.Keys);
        Assert.Equal("bar", monitor.StackOutputs["Foo"]);
        Assert.Equal(new SecretValue("s"), monitor.StackOutputs["renamed"]);
    }

    [Fact]
    public async Task StackClass_NullOutput_FailsWithItsName()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.StartAsync(() => Start<NullStack>());

        Assert.Equal(32, code);
        Assert.StartsWith("Output(s) 'Foo' have no value assigned", Assert.Single(monitor.Logs).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StackClass_OutputNeverAssigned_FailsWithItsName(bool preview)
    {
        var monitor = new RecordingMonitor(preview);
        var code = await monitor.StartAsync(() => Start<ForgetfulStack>());

        Assert.Equal(32, code);
        Assert.StartsWith("Output(s) 'Count, Foo' have no value assigned", Assert.Single(monitor.Logs).Message);
    }

    // As the real SDK does: what works here and fails there would be found too late.
    [Fact]
    public async Task StackClass_OutputPropertyThatIsNone_Fails()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.StartAsync(() => Start<PlainOutputStack>());

        Assert.Equal(32, code);
        Assert.Contains("Output(s) 'Foo' have incorrect type", Assert.Single(monitor.Logs).Message);
    }

    [Fact]
    public async Task StackClass_OutputOfAnyTypeThatCanBeSent_IsRegistered()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.StartAsync(() => Start<ListStack>());

        Assert.Equal(0, code);
        Assert.Equal(PropertyValue.Array(["x", 1]), monitor.StackOutputs["Foo"]);
    }

    [Fact]
    public async Task Function_OutputsOfAllKinds_AreRegisteredWithoutNulls()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Dictionary<string, object?>
        {
            ["plain"] = 1,
            ["none"] = null,
            ["list"] = new[] { Output.CreateSecret("s"), Output.Create("p") },
            ["id"] = new Widget("w").Id,
        });

        Assert.Equal(["id", "list", "plain"], monitor.StackOutputs.Keys);
        Assert.Equal("id-w", monitor.StackOutputs["id"]);
        Assert.Equal(PropertyValue.Array([new SecretValue("s"), "p"]), monitor.StackOutputs["list"]);
    }

    [Fact]
    public async Task Component_RegisterOutputs_TakesItsProperties()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Group("g", 2));

        Assert.Equal(
            new PropertyMap([new("total", 2.0)]), monitor.Outputs["urn:pulumi:dev::shop::toys:index:Group::g"]);
        Assert.Empty(monitor["g"].Inputs);
        Assert.False(monitor["g"].Custom);
    }

    private static Task Start<TStack>()
        where TStack : Stack, new()
    {
        new TStack().RegisterPropertyOutputs();
        return Task.CompletedTask;
    }

    private sealed class GoodStack : Stack
    {
        [Output]
        public Output<string> Foo { get; private set; } = Output.Create("overwritten");

        [Output("renamed")]
        public Output<string> Other { get; set; }

        public GoodStack() => (Foo, Other) = (Output.Create("bar"), Output.CreateSecret("s"));
    }

    private sealed class NullStack : Stack
    {
        [Output]
        public Output<string>? Foo { get; set; }

        public NullStack() => Foo = null;
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<int> Count { get; set; } = null!;

        [Output]
        public Output<string> Foo { get; set; } = null!;
    }

    private sealed class PlainOutputStack : Stack
    {
        [Output]
        public string? Foo { get; set; }
    }

    private sealed class ListStack : Stack
    {
        [Output]
        public Output<List<object>> Foo { get; } = Output.Create(new List<object> { "x", 1 });
    }
}
