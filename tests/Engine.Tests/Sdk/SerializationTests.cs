using Engine.Properties;
using Engine.Protocol;
using Pulumi;
using Pulumi.Utilities;
using static Engine.Tests.Sdk.InputTests;

namespace Engine.Tests.Sdk;

public class SerializationTests
{
    [Fact]
    public async Task Inputs_NotSet_AreLeftOut()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Widget("w", new() { Label = "x" }));

        Assert.Equal(["label"], monitor["w"].Inputs.Keys);
        Assert.Equal([], monitor["w"].PropertyDependencies["label"]);
    }

    [Fact]
    public async Task Inputs_NestedSecrets_StayNested()
    {
        var box = Output.CreateSecret(new BoxArgs { Width = 2, Key = Output.CreateSecret("k") });
        var wire = await WireAsync(new() { Box = box }, "box");

        Assert.Equal(new SecretValue(Map(("key", new SecretValue("k")), ("width", 2.0))), wire);
    }

    [Fact]
    public async Task Inputs_SecretSetter_WrapsPlainText()
    {
        Assert.Equal(new SecretValue("pw"), await WireAsync(new() { Password = "pw" }, "password"));
    }

    [Fact]
    public async Task Inputs_UnknownSecret_StaysOne()
    {
        var unknown = Output.CreateSecret(OutputUtilities.CreateUnknown("x"));

        Assert.Equal(new SecretValue(PropertyValue.Computed), await WireAsync(new() { Label = unknown }, "label"));
    }

    [Fact]
    public async Task Inputs_Enum_IsItsText()
    {
        Assert.Equal("red", await WireAsync(new() { Color = Color.Red }, "color"));
    }

    [Fact]
    public async Task Inputs_DictionaryOfObjects_IsLiftedWithoutNulls()
    {
        var value = new Dictionary<string, object?>
        {
            ["list"] = new List<object> { Output.Create("x"), new Dictionary<string, object?> { ["n"] = 1 } },
            ["none"] = null,
        };
        var wire = await WireAsync(new() { Anything = value }, "anything");

        Assert.Equal(Map(("list", PropertyValue.Array(["x", Map(("n", 1.0))]))), wire);
    }

    [Fact]
    public async Task Inputs_Resource_IsAReferenceAndADependency()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Widget("b", new() { Anything = (object)new Widget("a") }));

        var urn = RecordingMonitor.UrnOf(monitor["a"]);
        Assert.Equal(new ResourceReferenceValue(urn, "id-a", null), monitor["b"].Inputs["anything"]);
        Assert.Equal([urn], monitor["b"].Dependencies);
    }

    [Fact]
    public async Task Inputs_RequiredMissing_NamesTheProperty()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() => new Widget("w", new() { Box = new BoxArgs() }));

        Assert.Equal(32, code);
        var (severity, message, _) = Assert.Single(monitor.Logs);
        Assert.Equal(LogSeverity.Error, severity);
        Assert.Contains("ArgumentNullException", message);
        Assert.Contains("BoxArgs.Width is required", message);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(1f)]
    public async Task Inputs_UnsupportedType_FailsTheRun(object value)
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() => new Widget("w", new() { Anything = value }));

        Assert.Equal(32, code);
        Assert.Contains("is not a supported argument type", Assert.Single(monitor.Logs).Message);
        Assert.DoesNotContain(monitor.Requests, request => request.Name == "w");
    }
}
