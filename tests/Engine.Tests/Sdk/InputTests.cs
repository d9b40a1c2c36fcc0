using System.Collections.Immutable;
using Engine.Properties;
using Pulumi;
using Pulumi.Utilities;

namespace Engine.Tests.Sdk;

public class InputTests
{
    private static readonly PropertyValue Secret = new SecretValue("s");

    [Fact]
    public async Task InputList_Initialiser_KeepsSecretOnItsElement()
    {
        var list = new InputList<string> { "a", Output.CreateSecret("s"), { "b", "c" } };

        Assert.Equal(PropertyValue.Array(["a", Secret, "b", "c"]), await WireAsync(new() { Parts = list }, "parts"));
        Assert.True(await Output.IsSecretAsync(list.ToOutput()));
    }

    [Fact]
    public async Task InputList_UnknownElement_IsComputedInItsPlace()
    {
        InputList<string> list = new[] { Output.Create("a"), OutputUtilities.CreateUnknown("b") };

        var wire = await WireAsync(new() { Parts = list }, "parts");
        Assert.Equal(PropertyValue.Array(["a", PropertyValue.Computed]), wire);
    }

    [Fact]
    public async Task InputList_EveryConversion_GivesItsElements()
    {
        InputList<string>[] lists =
        [
            "a", Output.Create("a"), (Input<string>)"a",
            new[] { "a" }, new[] { Output.Create("a") }, new Input<string>[] { "a" },
            new List<string> { "a" }, new List<Output<string>> { Output.Create("a") }, new List<Input<string>> { "a" },
            ImmutableArray.Create("a"), ImmutableArray.Create(Output.Create("a")),
            ImmutableArray.Create<Input<string>>("a"),
            Output.Create(new[] { "a" }), Output.Create(new List<string> { "a" }),
            Output.Create<IEnumerable<string>>(new[] { "a" }), Output.Create(ImmutableArray.Create("a")),
        ];

        foreach (var list in lists)
            Assert.Equal(["a"], (await OutputUtilities.GetValueAsync(list.ToOutput())).AsEnumerable());
    }

    [Fact]
    public async Task InputList_OfSecretArray_IsSecretAsAWhole()
    {
        InputList<string> list = Output.CreateSecret(ImmutableArray.Create("a"));

        Assert.Equal(new SecretValue(PropertyValue.Array(["a"])), await WireAsync(new() { Parts = list }, "parts"));
    }

    [Fact]
    public async Task InputList_DefaultImmutableArray_IsEmpty()
    {
        InputList<string> list = Output.Create(default(ImmutableArray<string>));

        Assert.Equal(PropertyValue.Array([]), await WireAsync(new() { Parts = list }, "parts"));
    }

    [Fact]
    public async Task InputList_ObjectArrayOfOutputs_IsLifted()
    {
        var items = new object[] { "text", 1, 2.5, true, Output.CreateSecret("s"), (Input<string>)"in" };

        var wire = await WireAsync(new() { Items = items }, "items");
        Assert.Equal(PropertyValue.Array(["text", 1.0, 2.5, true, Secret, "in"]), wire);
    }

    [Fact]
    public async Task InputList_Concat_LeavesBothAlone()
    {
        InputList<string> one = new[] { "a" };
        InputList<string> two = new[] { "b" };

        Assert.Equal(["a", "b"], (await OutputUtilities.GetValueAsync(one.Concat(two).ToOutput())).AsEnumerable());
        Assert.Equal(["a"], (await OutputUtilities.GetValueAsync(one.ToOutput())).AsEnumerable());
    }

    [Fact]
    public async Task InputMap_Initialisers_KeepSecretOnItsEntry()
    {
        var map = new InputMap<string> { ["b"] = Output.CreateSecret("s") };
        map.Add("a", "1");

        Assert.Equal(Map(("a", "1"), ("b", Secret)), await WireAsync(new() { Tags = map }, "tags"));
    }

    [Fact]
    public async Task InputMap_SameKeyOtherValue_FailsTheRun()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() => new Widget("w", new() { Tags = { { "a", "1" }, { "a", "2" } } }));

        Assert.Equal(32, code);
        Assert.Contains("same key", Assert.Single(monitor.Logs).Message);
    }

    [Fact]
    public async Task InputMap_Merge_SecondWins()
    {
        InputMap<string> one = new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" };
        InputMap<string> two = Output.Create(new Dictionary<string, string> { ["b"] = "2" });
        var merged = await OutputUtilities.GetValueAsync(InputMap<string>.Merge(one, two).ToOutput());

        Assert.Equal([("a", "1"), ("b", "2")], merged.OrderBy(item => item.Key).Select(item => (item.Key, item.Value)));
    }

    [Fact]
    public async Task InputMap_NullValue_IsDropped()
    {
        var map = new InputMap<string> { { "a", (string)null! }, { "b", "1" } };

        Assert.Equal(Map(("b", "1")), await WireAsync(new() { Tags = map }, "tags"));
    }

    [Fact]
    public async Task ToOutput_NullInput_IsDefault()
    {
        Input<string>? none = null;

        Assert.Null(await OutputUtilities.GetValueAsync(none.ToOutput()));
        Assert.Equal(1, await OutputUtilities.GetValueAsync(none.Apply(text => text is null ? 1 : 0)));
    }

    internal static async Task<PropertyValue?> WireAsync(WidgetArgs args, string input)
    {
        var monitor = new RecordingMonitor(preview: true);
        Assert.Equal(0, await monitor.RunAsync(() => new Widget("w", args)));
        return monitor["w"].Inputs.Get(input);
    }

    internal static PropertyValue Map(params (string Key, PropertyValue Value)[] items) =>
        new ObjectValue(new PropertyMap(items.Select(item => KeyValuePair.Create(item.Key, item.Value))));
}
