using Engine.Properties;
using Engine.Protocol;
using Engine.Providers.Docker;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Docker;

public sealed class ContainerTests(DockerHost host) : IClassFixture<DockerHost>, IAsyncLifetime
{
    private static readonly ResourceRef Container = Resource("docker:index/container:Container");
    private static readonly ResourceRef Network = Resource("docker:index/network:Network");
    private static readonly ResourceRef Volume = Resource("docker:index/volume:Volume");

    private readonly DockerProvider _provider = new(PropertyMap.Empty);
    private readonly Recording _recording = new();
    private readonly Stack<(ResourceRef Resource, ResourceResult Result)> _made = [];
    private readonly string _name = DockerHost.NewName();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var (resource, result) in _made)
            await _provider.DeleteAsync(resource, result.Id!, result.Outputs, result.Outputs, _recording.Context());
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Create_RunsTheImageUnderItsName()
    {
        var made = await MakeAsync(("hostname", "vm"));

        Assert.Equal($"/{_name} true vm", DockerHost.Inspect(
            made.Id!, "{{.Name}} {{.State.Running}} {{.Config.Hostname}}"));
        Assert.Equal("vm", made.Outputs.GetString("hostname"));
    }

    [Fact]
    public async Task Create_WithANetwork_HasItsFixedAddressThereAndNoOther()
    {
        var (subnet, address) = DockerHost.NewSubnet();
        var network = await CreateAsync(
            Network, ("name", _name), ("ipamConfigs", List(Object(("subnet", subnet)))));

        var made = await MakeAsync(("networksAdvanced", List(Object(("name", _name), ("ipv4Address", address)))));

        Assert.Equal($"{_name} {address}", DockerHost.Inspect(
            made.Id!, "{{range $n, $v := .NetworkSettings.Networks}}{{$n}} {{$v.IPAddress}}{{end}}"));
        var data = Assert.IsType<ObjectValue>(Assert.Single(((ArrayValue)made.Outputs["networkDatas"]).Items)).Map;
        Assert.Equal(_name, data.GetString("networkName"));
        Assert.Equal(address, data.GetString("ipAddress"));
        Assert.Equal("bridge", network.Outputs.GetString("driver"));
    }

    [Fact]
    public async Task Create_Uploads_AreThereBeforeItStarts()
    {
        await MakeAsync(
            ("command", List("sh", "-c", "cat /opt/deep/secret; echo; sleep 300")),
            ("uploads", List(
                Object(("file", "/opt/deep/secret"), ("content", Secret("hush")), ("permissions", "0600")),
                Object(("file", "/opt/run"), ("content", "#a"), ("permissions", "0755")),
                Object(("file", "/opt/plain"), ("content", "")))));

        // The file is read once, right at the start; what the engine logs of it may take a moment.
        await Wait.UntilAsync("the engine has logged it", () => Shell.Run("docker", "logs", _name).EndsWith('\n'));
        Assert.Equal("hush\n", Shell.Run("docker", "logs", _name));
        Assert.Equal("600\n755\n644", DockerHost.In(_name, "stat -c %a /opt/deep/secret /opt/run /opt/plain"));
    }

    [Fact]
    public async Task Create_Surroundings_AreAsAskedFor()
    {
        await CreateAsync(Volume, ("name", _name));

        var made = await MakeAsync(
            ("volumes", List(
                Object(("volumeName", _name), ("containerPath", "/data")),
                Object(("hostPath", "/usr/share"), ("containerPath", "/host"), ("readOnly", true)))),
            ("tmpfs", Object(("/run", "size=64k"))),
            ("capabilities", Object(("adds", List("CAP_NET_ADMIN")), ("drops", List("CAP_MKNOD")))),
            ("securityOpts", List("seccomp=unconfined")),
            ("cgroupnsMode", "host"),
            ("restart", "unless-stopped"));

        Assert.Equal(
            "[CAP_NET_ADMIN] [CAP_MKNOD] [seccomp=unconfined] host unless-stopped",
            DockerHost.Inspect(
                made.Id!,
                "{{with .HostConfig}}{{.CapAdd}} {{.CapDrop}} {{.SecurityOpt}} {{.CgroupnsMode}} "
                + "{{.RestartPolicy.Name}}{{end}}"));
        var mounts = DockerHost.In(_name, "cat /proc/mounts");
        Assert.Matches(@"(?m)^\S+ /data \S+ rw", mounts);
        Assert.Matches(@"(?m)^\S+ /host \S+ ro", mounts);
        Assert.Matches(@"(?m)^tmpfs /run tmpfs .*size=64k", mounts);
    }

    [Fact]
    public async Task Create_ImageThatNobodyHas_FailsInWords()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => CreateAsync(Container, ("image", "localhost:1/nothing:none")));

        Assert.Contains("localhost:1", error.Message);
    }

    [Fact]
    public async Task Create_NetworkThatIsNotThere_FailsAndLeavesNothing()
    {
        await Assert.ThrowsAsync<ProviderException>(
            () => MakeAsync(("networksAdvanced", List(Object(("name", "no-such-network"))))));

        Assert.Equal("", Shell.Run("docker", "ps", "-aq", "--filter", $"name={_name}"));
    }

    [Fact]
    public async Task Delete_StopsWithGraceAndRemoves()
    {
        using var shared = new Scratch();
        var made = await MakeAsync(
            ("command", List("sh", "-c",
                "trap 'touch /shared/stopped; exit' TERM; touch /shared/up; while :; do sleep 0.1; done")),
            ("volumes", List(Object(("hostPath", shared.Path), ("containerPath", "/shared")))),
            ("destroyGraceSeconds", 10));
        await Wait.UntilAsync("the container runs", () => File.Exists($"{shared.Path}/up"));

        await _provider.DeleteAsync(Container, made.Id!, made.Outputs, made.Outputs, _recording.Context());

        Assert.True(File.Exists($"{shared.Path}/stopped"));
        Assert.False(DockerHost.Exists("container", made.Id!));
    }

    [Fact]
    public async Task Read_ContainerIsGone_SaysSo()
    {
        var made = await MakeAsync();
        Shell.Run("docker", "rm", "-f", made.Id!);

        Assert.Null(await _provider.ReadAsync(Container, made.Id!, made.Outputs, made.Outputs, _recording.Context()));
    }

    [Fact]
    public async Task Read_ContainerRuns_ChangesNothing()
    {
        var made = await MakeAsync();

        var read = await _provider.ReadAsync(Container, made.Id!, made.Outputs, made.Outputs, _recording.Context());

        Assert.Equal(made.Outputs, read!.Outputs);
    }

    [Fact]
    public async Task Read_ContainerIsStopped_NextUpdateStartsIt()
    {
        var inputs = (await _provider.CheckAsync(Container, null, Inputs())).Inputs;
        var made = await MakeAsync();
        Shell.Run("docker", "stop", "-t", "0", made.Id!);

        var read = await _provider.ReadAsync(Container, made.Id!, inputs, made.Outputs, _recording.Context());
        var diff = await _provider.DiffAsync(Container, made.Id!, inputs, read!.Outputs, inputs);
        var updated = await _provider.UpdateAsync(
            Container, made.Id!, inputs, read.Outputs, inputs, _recording.Context());

        Assert.Equal(["mustRun"], diff.Changes.Keys);
        Assert.False(diff.Replaces);
        Assert.Equal("true", DockerHost.Inspect(made.Id!, "{{.State.Running}}"));
        Assert.True(updated.Outputs.Get("mustRun") is BoolValue { Value: true });
    }

    [Fact]
    public async Task Update_OfRestart_ChangesTheRunningContainer()
    {
        var made = await MakeAsync();
        var news = Inputs(("restart", "always"));

        await _provider.UpdateAsync(Container, made.Id!, made.Outputs, made.Outputs, news, _recording.Context());

        Assert.Equal("always", DockerHost.Inspect(made.Id!, "{{.HostConfig.RestartPolicy.Name}}"));
    }

    [Fact]
    public async Task Volume_And_Network_AreReadAndDeleted()
    {
        var volume = await CreateAsync(Volume, ("name", _name));
        var network = await CreateAsync(Network, ("name", _name));
        _made.Clear();

        Assert.NotNull(await _provider.ReadAsync(
            Volume, volume.Id!, volume.Outputs, volume.Outputs, _recording.Context()));
        Assert.NotNull(await _provider.ReadAsync(
            Network, network.Id!, network.Outputs, network.Outputs, _recording.Context()));
        await _provider.DeleteAsync(Volume, volume.Id!, volume.Outputs, volume.Outputs, _recording.Context());
        await _provider.DeleteAsync(Network, network.Id!, network.Outputs, network.Outputs, _recording.Context());

        Assert.Null(await _provider.ReadAsync(
            Volume, volume.Id!, volume.Outputs, volume.Outputs, _recording.Context()));
        Assert.Null(await _provider.ReadAsync(
            Network, network.Id!, network.Outputs, network.Outputs, _recording.Context()));
    }

    private PropertyMap Inputs(params (string Name, PropertyValue Value)[] others) =>
        Map(("image", host.Image), ("name", _name)).Merge(Map(others));

    private Task<ResourceResult> MakeAsync(params (string Name, PropertyValue Value)[] inputs) =>
        CreateAsync(Container, [.. Inputs(inputs).Select(item => (item.Key, item.Value))]);

    private async Task<ResourceResult> CreateAsync(
        ResourceRef resource, params (string Name, PropertyValue Value)[] inputs)
    {
        var result = await _provider.CheckAndCreateAsync(resource, Map(inputs), _recording.Context());
        _made.Push((resource, result));
        return result;
    }
}
