using Engine.Properties;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Deploy;

/// <summary>What ignoreChanges puts back to what it was, and what it cannot.</summary>
public sealed class IgnoreChangesTests
{
    private static readonly PropertyMap Olds = Map(
        ("text", "old"), ("gone", "old"), ("list", List("a", "b")), ("map", Object(("kept", "old"), ("gone", "old"))),
        ("maps", List(Object(("k", "old")), Object(("k", "old")))), ("hidden", Secret(Object(("k", "old")))));

    private static readonly PropertyMap News = Map(
        ("text", "new"), ("added", "new"), ("list", List("x", "y")), ("map", Object(("kept", "new"), ("added", "new"))),
        ("maps", List(Object(("k", "new")), Object(("k", "new")))), ("hidden", Object(("k", "new"))));

    [Fact]
    public void Reset_WholeProperties_ComeBackAndGo() => Assert.Equal(
        News.Set("text", "old").Set("gone", "old").Remove("added"), Reset("text", "gone", "added", "neither"));

    [Fact]
    public void Reset_Inside_PutsBackThatAlone()
    {
        Assert.Equal(News.Set("list", List("x", "b")), Reset("list[1]"));
        Assert.Equal(News.Set("map", Object(("kept", "old"), ("added", "new"))), Reset("map.kept"));
        Assert.Equal(News.Set("map", Object(("kept", "new"))), Reset("map.added"));
    }

    [Fact]
    public void Reset_Wildcards_PutBackAll()
    {
        Assert.Equal(News.Set("list", Olds["list"]), Reset("list[*]"));
        Assert.Equal(News.Set("map", Olds["map"]), Reset("map.*"));
        Assert.Equal(News.Set("maps", Olds["maps"]), Reset("maps[*].k"));
    }

    [Fact]
    public void Reset_OfASecret_StaysOne()
    {
        Assert.Equal(News.Set("hidden", Object(("k", Secret("old")))), Reset("hidden.k"));
        Assert.Equal(Map(("hidden", Secret(Object(("k", "old"))))), PropertyPath.Reset(
            ["hidden.k"], Olds, Map(("hidden", Secret(Object(("k", "new"))))), out _));
    }

    [Theory]
    [InlineData("list[2]", "a", "x,y,z")]
    [InlineData("list[*]", "a,b", "x")]
    [InlineData("map.in.it", "a", "x")]
    public void Reset_OfWhatOneSideDoesNotHave_IsNotPossible(string path, string old, string wanted)
    {
        var olds = Map(("list", List([.. old.Split(',').Select(item => (PropertyValue)item)])),
            ("map", Object(("in", Object(("it", "old"))))));
        var news = Map(("list", List([.. wanted.Split(',').Select(item => (PropertyValue)item)])), ("map", Object()));

        PropertyPath.Reset([path], olds, news, out var invalid);

        Assert.Equal([path], invalid);
    }

    [Fact]
    public void Reset_OfWhatIsNoPath_ChangesNothing() => Assert.Equal(News, Reset("list[", "list[x]"));

    [Fact]
    public async Task Up_IgnoredElementThatWasAdded_IsMadeAndTold()
    {
        var stack = new TestStack();
        await stack.UpAsync(program => Listed(program, "a"));

        await stack.UpAsync(program => Listed(program, "a", "b"));

        Assert.Equal(["~ thing"], stack.Rows);
        Assert.Equal(["cannot ignore changes in added or removed elements of the path: \"list[1]\""],
            stack.Events.Warnings);
    }

    private static Task Listed(TestProgram program, params PropertyValue[] items) => program.Thing(
        "thing", Map(("list", List(items))), request => request with { IgnoreChanges = ["list[1]"] });

    private static PropertyMap Reset(params string[] paths)
    {
        var reset = PropertyPath.Reset(paths, Olds, News, out var invalid);
        Assert.Empty(invalid);
        return reset;
    }
}
