using System.Collections.Immutable;
using Engine.Properties;
using Engine.Protocol;
using Pulumi;
using Pulumi.Utilities;
using static Engine.Tests.Sdk.InputTests;

namespace Engine.Tests.Sdk;

public class DeserializationTests
{
    [Fact]
    public async Task Outputs_OfEveryKind_AreRead()
    {
        var widget = await AnsweredAsync(
            ("label", "x"), ("size", 3.0), ("tags", Map(("a", "1"))), ("parts", PropertyValue.Array(["p"])),
            ("color", "red"),
            ("anything", PropertyValue.Array([1.0, Map(("k", true))])));

        Assert.Equal("x", await OutputUtilities.GetValueAsync(widget.Label));
        Assert.Equal(3, await OutputUtilities.GetValueAsync(widget.Size));
        Assert.Equal("1", (await OutputUtilities.GetValueAsync(widget.Tags))!["a"]);
        Assert.Equal(["p"], (await OutputUtilities.GetValueAsync(widget.Parts)).AsEnumerable());
        Assert.Equal(Color.Red, await OutputUtilities.GetValueAsync(widget.Color));
        var anything = Assert.IsType<ImmutableArray<object>>(await OutputUtilities.GetValueAsync(widget.Anything));
        Assert.Equal(1.0, anything[0]);
        Assert.Equal(true, Assert.IsType<ImmutableDictionary<string, object>>(anything[1])["k"]);
    }

    [Fact]
    public async Task Outputs_SecretInside_MakesTheWholeSecret()
    {
        var widget = await AnsweredAsync(("tags", Map(("a", "1"), ("b", new SecretValue("2")))), ("label", "x"));

        Assert.True(await Output.IsSecretAsync(widget.Tags));
        Assert.Equal("2", (await OutputUtilities.GetValueAsync(widget.Tags))!["b"]);
        Assert.False(await Output.IsSecretAsync(widget.Label));
    }

    [Fact]
    public async Task Outputs_UnknownInside_MakesTheWholeUnknown()
    {
        var widget = await AnsweredAsync(("tags", Map(("a", PropertyValue.Computed), ("b", "1"))));

        Assert.False(await OutputUtilities.GetIsKnownAsync(widget.Tags));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Outputs_Missing_AreKnownInAnUpdateOnly(bool preview, bool known)
    {
        var monitor = new RecordingMonitor(preview);
        Widget? widget = null;
        await monitor.RunAsync(() => widget = new Widget("w"));

        Assert.Equal(known, await OutputUtilities.GetIsKnownAsync(widget!.Label));
        Assert.Equal(known, await OutputUtilities.GetIsKnownAsync(widget.Id));
        Assert.True(await OutputUtilities.GetIsKnownAsync(widget.Urn));
    }

    [Fact]
    public async Task Outputs_OfOtherType_WarnAndAreDefault()
    {
        var monitor = new RecordingMonitor
        {
            Answer = request => Task.FromResult<RegisterResourceResult?>(request.Custom
                ? new(RecordingMonitor.UrnOf(request), "id", new PropertyMap([new("label", 1.0)]))
                : null),
        };
        Widget? widget = null;
        var code = await monitor.RunAsync(() => widget = new Widget("w"));

        Assert.Equal(0, code);
        Assert.Null(await OutputUtilities.GetValueAsync(widget!.Label));
        var (severity, message, urn) = Assert.Single(monitor.Logs);
        Assert.Equal((LogSeverity.Warning, RecordingMonitor.UrnOf(monitor["w"])), (severity, urn));
        Assert.Contains("Widget.label", message);
    }

    private static async Task<Widget> AnsweredAsync(params (string Key, PropertyValue Value)[] outputs)
    {
        var monitor = new RecordingMonitor
        {
            Answer = request => Task.FromResult<RegisterResourceResult?>(request.Custom
                ? new(RecordingMonitor.UrnOf(request), "id", ((ObjectValue)Map(outputs)).Map)
                : null),
        };
        Widget? widget = null;
        Assert.Equal(0, await monitor.RunAsync(() => widget = new Widget("w")));
        Assert.Empty(monitor.Logs);
        return widget!;
    }
}
