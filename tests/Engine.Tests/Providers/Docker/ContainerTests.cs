using Engine.Handlers;
using Engine.Properties;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Docker;

public sealed class ContainerTests(DockerHost host) : DockerThings, IClassFixture<DockerHost>
{
    [Fact]
    public async Task Create_RunsTheImageUnderItsName()
    {
        var made = await MakeAsync(("hostname", "vm"));

        Assert.Equal($"/{Name} true vm", DockerHost.Inspect(
            made.Id!, "{{.Name}} {{.State.Running}} {{.Config.Hostname}}"));
        Assert.Equal("vm", made.Outputs.GetString("hostname"));
    }

    [Fact]
    public async Task Create_WithANetwork_HasItsFixedAddressThereAndNoOther()
    {
        var (subnet, address) = DockerHost.NewSubnet();
        var network = await CreateAsync(
            Network, ("name", Name), ("ipamConfigs", List(Object(("subnet", subnet)))));

        var made = await MakeAsync(("networksAdvanced", List(Object(("name", Name), ("ipv4Address", address)))));

        Assert.Equal($"{Name} {address}", DockerHost.Inspect(
            made.Id!, "{{range $n, $v := .NetworkSettings.Networks}}{{$n}} {{$v.IPAddress}}{{end}}"));
        var data = Assert.IsType<ObjectValue>(Assert.Single(((ArrayValue)made.Outputs["networkDatas"]).Items)).Map;
        Assert.Equal(Name, data.GetString("networkName"));
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
        await Wait.UntilAsync("the engine has logged it", () => Shell.Run("docker", "logs", Name).EndsWith('\n'));
        Assert.Equal("hush\n", Shell.Run("docker", "logs", Name));
        Assert.Equal("600\n755\n644", DockerHost.In(Name, "stat -c %a /opt/deep/secret /opt/run /opt/plain"));
    }

    [Fact]
    public async Task Create_Surroundings_AreAsAskedFor()
    {
        await CreateAsync(Volume, ("name", Name));

        var made = await MakeAsync(
            ("volumes", List(
                Object(("volumeName", Name), ("containerPath", "/data")),
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
        var mounts = DockerHost.In(Name, "cat /proc/mounts");
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

        Assert.Equal("", Shell.Run("docker", "ps", "-aq", "--filter", $"name={Name}"));
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

        await Provider.DeleteAsync(Container, made.Id!, made.Outputs, made.Outputs, Recording.Context());

        Assert.True(File.Exists($"{shared.Path}/stopped"));
        Assert.False(DockerHost.Exists("container", made.Id!));
    }

    [Fact]
    public async Task Read_ContainerIsGone_SaysSo()
    {
        var made = await MakeAsync();
        Shell.Run("docker", "rm", "-f", made.Id!);

        Assert.Null(await Provider.ReadAsync(Container, made.Id!, made.Outputs, made.Outputs, Recording.Context()));
    }

    [Fact]
    public async Task Read_ContainerRuns_ChangesNothing()
    {
        var made = await MakeAsync();

        var read = await Provider.ReadAsync(Container, made.Id!, made.Outputs, made.Outputs, Recording.Context());

        Assert.Equal(made.Outputs, read!.Outputs);
    }

    [Fact]
    public async Task Read_ContainerIsStopped_NextUpdateStartsIt()
    {
        var inputs = (await Provider.CheckAsync(Container, null, Inputs())).Inputs;
        var made = await MakeAsync();
        Shell.Run("docker", "stop", "-t", "0", made.Id!);

        var read = await Provider.ReadAsync(Container, made.Id!, inputs, made.Outputs, Recording.Context());
        var diff = await Provider.DiffAsync(Container, made.Id!, inputs, read!.Outputs, inputs);
        var updated = await Provider.UpdateAsync(
            Container, made.Id!, inputs, read.Outputs, inputs, Recording.Context());

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

        await Provider.UpdateAsync(Container, made.Id!, made.Outputs, made.Outputs, news, Recording.Context());

        Assert.Equal("always", DockerHost.Inspect(made.Id!, "{{.HostConfig.RestartPolicy.Name}}"));
    }

    [Fact]
    public async Task Volume_And_Network_AreReadAndDeleted()
    {
        var volume = await CreateAsync(Volume, ("name", Name));
        var network = await CreateAsync(Network, ("name", Name));
        Forget();

        Assert.NotNull(await Provider.ReadAsync(
            Volume, volume.Id!, volume.Outputs, volume.Outputs, Recording.Context()));
        Assert.NotNull(await Provider.ReadAsync(
            Network, network.Id!, network.Outputs, network.Outputs, Recording.Context()));
        await Provider.DeleteAsync(Volume, volume.Id!, volume.Outputs, volume.Outputs, Recording.Context());
        await Provider.DeleteAsync(Network, network.Id!, network.Outputs, network.Outputs, Recording.Context());

        Assert.Null(await Provider.ReadAsync(
            Volume, volume.Id!, volume.Outputs, volume.Outputs, Recording.Context()));
        Assert.Null(await Provider.ReadAsync(
            Network, network.Id!, network.Outputs, network.Outputs, Recording.Context()));
    }

    private PropertyMap Inputs(params (string Name, PropertyValue Value)[] others) =>
        Map(("image", host.Image), ("name", Name)).Merge(Map(others));

    private Task<ResourceResult> MakeAsync(params (string Name, PropertyValue Value)[] inputs) =>
        CreateAsync(Container, [.. Inputs(inputs).Select(item => (item.Key, item.Value))]);

    private Task<ResourceResult> CreateAsync(
        ResourceRef resource, params (string Name, PropertyValue Value)[] inputs) => CreateAsync(resource, Map(inputs));
}
