using Engine.Handlers;
using Engine.Planning;
using Engine.Properties;
using Engine.Providers;
using Floor.Ssh;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

/// <summary>What a deployment would do: checks, differences and previews, none of which runs anything.</summary>
public sealed class CommandPlanTests
{
    private static readonly ResourceRef Command = Resource("command:remote:Command");

    private static readonly PropertyMap Olds = Map(
        ("create", "make"), ("stdin", Secret("text")), ("triggers", List("a", 1)),
        ("environment", Object(("A", "1"), ("__B", "2"))));

    private readonly PackageProvider _provider = Packages.Command(SshLiveness.Default);

    [Fact]
    public async Task Check_Connection_BecomesSecretWithDefaultsAndSecretsInside()
    {
        var check = await _provider.CheckAsync(
            Command, null,
            Map(("connection", Object(("host", "h"), ("privateKey", "k"), ("password", PropertyValue.Null),
                ("proxy", Object(("host", "p")))))));

        var proxy = Object(
            ("host", "p"), ("dialErrorLimit", 10), ("perDialTimeout", 15), ("port", 22), ("user", "root"));
        var expected = Secret(Object(
            ("host", "h"), ("privateKey", Secret("k")), ("proxy", proxy), ("dialErrorLimit", 10),
            ("perDialTimeout", 15),
            ("port", 22), ("user", "root")));
        Assert.Empty(check.Failures);
        Assert.Equal(expected, check.Inputs["connection"]);
    }

    [Fact]
    public async Task Check_OfCheckedInputs_ChangesNothing()
    {
        var once = await _provider.CheckAsync(
            Command, null, Map(("connection", Object(("host", "h"), ("password", Secret("p"))))));
        var twice = await _provider.CheckAsync(Command, once.Inputs, once.Inputs);

        Assert.Equal(once.Inputs, twice.Inputs);
    }

    [Fact]
    public async Task Check_WithoutHost_Fails()
    {
        var check = await _provider.CheckAsync(Command, null, Map(("connection", Object(("user", "u")))));

        Assert.Single(check.Failures);
    }

    [Fact]
    public async Task Diff_Nothing_HasNoChanges() => Assert.False((await DiffAsync(Olds)).HasChanges);

    [Fact]
    public async Task Diff_NullInsteadOfAbsent_HasNoChanges() =>
        Assert.False((await DiffAsync(Olds.Set("delete", PropertyValue.Null))).HasChanges);

    [Fact]
    public async Task Diff_OneAndOnePointZero_AreTheSame() =>
        Assert.False((await DiffAsync(Olds.Set("triggers", List("a", 1.0)))).HasChanges);

    [Theory]
    [InlineData("create", "Update")]
    [InlineData("delete", "Add")]
    [InlineData("stdin", "Delete")]
    public async Task Diff_AnyInput_IsAnUpdate(string name, string kind)
    {
        var news = kind == nameof(DiffKind.Delete) ? Olds.Remove(name) : Olds.Set(name, "other");

        var diff = await DiffAsync(news);

        Assert.Equal(new PropertyDiff(Enum.Parse<DiffKind>(kind)), diff.Changes[name]);
        Assert.False(diff.Replaces);
    }

    [Fact]
    public async Task Diff_PlainInsteadOfSecret_IsAnUpdate() =>
        Assert.Equal(["stdin"], (await DiffAsync(Olds.Set("stdin", "text"))).Changes.Keys);

    [Fact]
    public async Task Diff_VariableWithUnderscores_IsAnUpdate() =>
        Assert.Equal(
            ["environment.__B"],
            (await DiffAsync(Olds.Set("environment", Object(("A", "1"), ("__B", "3"))))).Changes.Keys);

    [Fact]
    public async Task Diff_InsideOfASecret_IsOneOfTheWholeSecret()
    {
        PropertyMap With(string host) => Olds.Set("connection", Secret(Object(("host", host))));

        var diff = await _provider.DiffAsync(Command, "id", With("a"), With("a"), With("b"));

        Assert.Equal(["connection"], diff.Changes.Keys);
        Assert.Empty((await _provider.DiffAsync(Command, "id", With("a"), With("a"), With("a"))).Changes);
    }

    [Theory]
    [InlineData("an element", "triggers[0]")]
    [InlineData("the type of an element", "triggers[1]")]
    [InlineData("the secretness of an element", "triggers[0]")]
    [InlineData("one more element", "triggers[2]")]
    [InlineData("an unknown element", "triggers[0]")]
    [InlineData("the secretness of the list", "triggers")]
    [InlineData("its absence", "triggers")]
    public async Task Diff_Triggers_Replace(string what, string path)
    {
        PropertyValue triggers = what switch
        {
            "an element" => List("b", 1),
            "the type of an element" => List("a", "1"),
            "the secretness of an element" => List(Secret("a"), 1),
            "one more element" => List("a", 1, "new"),
            "an unknown element" => List(PropertyValue.Computed, 1),
            "the secretness of the list" => Secret(List("a", 1)),
            _ => PropertyValue.Null,
        };

        var diff = await DiffAsync(Olds.Set("triggers", triggers));

        Assert.Equal([path], diff.Changes.Keys);
        // The provider itself asks for it only where triggers come or go; for the rest the class has replaceOnChanges.
        Assert.Equal(path == "triggers", diff.Replaces);
        Assert.True(Goal.Replacing(["triggers[*]"], diff).Replaces);
    }

    [Fact]
    public async Task PreviewOfCreate_KnowsAnIdAndInputsButNotOutput()
    {
        var result = await _provider.CreateAsync(Command, Olds, new Recording().Context(preview: true));

        Assert.Matches("^it[0-9a-f]{8}$", result.Id);
        Assert.Equal(PropertyValue.Computed, result.Outputs["stdout"]);
        Assert.Equal("make", result.Outputs.GetString("create"));
    }

    [Fact]
    public async Task PreviewOfUpdate_ChangedInput_MakesOutputUnknown()
    {
        var result = await PreviewUpdateAsync(Olds.Set("create", "other"));

        Assert.Equal(PropertyValue.Computed, result.Outputs["stdout"]);
    }

    [Fact]
    public async Task PreviewOfUpdate_AddedInput_KeepsOutput()
    {
        var result = await PreviewUpdateAsync(Olds.Set("delete", "new"));

        Assert.Equal("old", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task PreviewOfUpdate_AddedUnknownInput_MakesOutputUnknown()
    {
        var result = await PreviewUpdateAsync(Olds.Set("delete", PropertyValue.Computed));

        Assert.Equal(PropertyValue.Computed, result.Outputs["stdout"]);
    }

    private Task<ResourceResult> PreviewUpdateAsync(PropertyMap news) => _provider.UpdateAsync(
        Command, "id", Olds, Olds.Set("stdout", "old"), news, new Recording().Context(preview: true));

    private Task<DiffResult> DiffAsync(PropertyMap news) => _provider.DiffAsync(Command, "id", Olds, Olds, news);
}
