using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Docker;

/// <summary>Checks and comparisons, which need no Docker engine.</summary>
public sealed class DockerPlanTests
{
    private static readonly ResourceRef Container = Resource("docker:index/container:Container", "web");
    private static readonly ResourceRef Network = Resource("docker:index/network:Network", "net");

    private readonly PackageProvider _provider = Packages.Docker(PropertyMap.Empty);

    [Fact]
    public async Task Check_Container_HasDefaultsAndTheirNames()
    {
        var inputs = (await _provider.CheckAsync(
            Container, null, Map(("image", "i"), ("name", "n")))).Inputs;

        Assert.Equal(
            ["containerReadRefreshTimeoutMilliseconds", "mustRun", "networkMode", "removeVolumes", "restart", "start",
                "waitTimeout"],
            inputs.Strings("__defaults"));
        Assert.Equal("no", inputs.GetString("restart"));
    }

    [Fact]
    public async Task Check_WithoutName_MakesOneUpAndKeepsIt()
    {
        var first = (await _provider.CheckAsync(Network, null, Map())).Inputs;
        var again = (await _provider.CheckAsync(Network, first, Map())).Inputs;
        var replacement = (await _provider.CheckAsync(Network, null, Map())).Inputs;

        Assert.Matches("^net-[0-9a-f]{7}$", first.GetString("name"));
        Assert.Equal(first, again);
        Assert.NotEqual(first.GetString("name"), replacement.GetString("name"));
    }

    [Fact]
    public async Task Check_ContainerWithoutImage_Fails() =>
        Assert.Equal("image", Assert.Single((await _provider.CheckAsync(Container, null, Map())).Failures).Property);

    [Fact]
    public async Task Diff_SameWishInOtherWords_HasNoChanges()
    {
        var diff = await DiffAsync(
            Map(("image", "i"), ("securityOpts", List("a=1", "b=2")),
                ("capabilities", Object(("adds", List("X", "Y"))))),
            Map(("image", "i"), ("securityOpts", List("b=2", "a=1")), ("hostname", ""),
                ("capabilities", Object(("adds", List("Y", "X")), ("drops", List())))));

        Assert.False(diff.HasChanges);
    }

    [Fact]
    public async Task Diff_SwitchedOffDefault_IsAChange() =>
        Assert.Equal(["start"],
            (await DiffAsync(Map(("image", "i")), Map(("image", "i"), ("start", false)))).Changes.Keys);

    [Theory]
    [InlineData("image", true)]
    [InlineData("hostname", true)]
    [InlineData("restart", false)]
    public async Task Diff_ReplacesWhereTheSchemaSaysSo(string property, bool replaces)
    {
        var diff = await DiffAsync(Map(("image", "i")), Map(("image", "i")).Set(property, "other"));

        Assert.Equal(replaces, diff.Replaces);
        Assert.True(diff.DeleteBeforeReplace);
    }

    [Fact]
    public async Task Diff_ContentOfAnUpload_Replaces()
    {
        PropertyMap With(string content) =>
            Map(("image", "i"), ("uploads", List(Object(("file", "/f"), ("content", Secret(content))))));

        var diff = await DiffAsync(With("a"), With("b"));

        Assert.True(diff.Replaces);
        Assert.Equal(["uploads[0].content"], diff.Changes.Keys);
    }

    [Fact]
    public async Task PreviewOfCreate_KnowsTheName()
    {
        var inputs = (await _provider.CheckAsync(Container, null, Map(("image", "i"), ("name", "n")))).Inputs;

        var preview = await _provider.CreateAsync(Container, inputs, new Recording().Context(preview: true));

        Assert.Null(preview.Id);
        Assert.Equal("n", preview.Outputs.GetString("name"));
    }

    [Fact]
    public async Task Host_ThatDoesNotAnswer_IsNamed()
    {
        var provider = Packages.Docker(Map(("host", "unix:///does/not/exist.sock")));

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => provider.CheckAndCreateAsync(Network, Map(), new Recording().Context()));

        Assert.Equal(
            "Cannot connect to the Docker daemon at unix:///does/not/exist.sock. Is the docker daemon running?",
            error.Message);
    }

    private async Task<DiffResult> DiffAsync(PropertyMap olds, PropertyMap news)
    {
        var old = (await _provider.CheckAsync(Container, null, olds.Set("name", "n"))).Inputs;
        var @new = (await _provider.CheckAsync(Container, old, news.Set("name", "n"))).Inputs;
        return await _provider.DiffAsync(Container, "id", old, old, @new);
    }
}
