using Engine.Properties;
using Engine.Protocol;
using Engine.Providers.Docker;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Docker;

/// <summary>
/// What the state holds of Docker's things: what the real provider misses in it, it takes for a change.
/// </summary>
public sealed class DockerOutputTests(DockerHost host) : IClassFixture<DockerHost>, IAsyncLifetime
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
    public async Task Network_OutputsAreComplete()
    {
        var made = await MakeAsync(Network, Map(("name", _name),
            ("ipamConfigs", List(Object(("subnet", "10.213.253.0/28"))))));

        Assert.Equal(Map(
            ("__meta", """{"schema_version":"1"}"""), ("attachable", false), ("driver", "bridge"), ("id", made.Id!),
            ("ingress", false), ("internal", false),
            ("ipamConfigs", List(Object(
                ("auxAddress", PropertyValue.Null), ("gateway", ""), ("ipRange", ""), ("subnet", "10.213.253.0/28")))),
            ("ipamDriver", "default"), ("ipamOptions", PropertyValue.Null), ("ipv6", false), ("labels", List()),
            ("name", _name), ("options", Object()), ("scope", "local")), made.Outputs);
    }

    [Fact]
    public async Task Volume_OutputsAreComplete()
    {
        var made = await MakeAsync(Volume, Map(("name", _name)));

        Assert.Equal(
            ["__meta", "cluster", "driver", "driverOpts", "id", "labels", "mountpoint", "name"], made.Outputs.Keys);
        Assert.Equal(Map(("__defaults", List()), ("name", "v")),
            (await _provider.CheckAsync(Volume, null, Map(("name", "v")))).Inputs);
    }

    [Fact]
    public async Task Container_OutputsAreCompleteAndSayNothingOfDefaults()
    {
        await MakeAsync(Volume, Map(("name", _name)));

        var made = await MakeAsync(Container, Map(("image", host.Image), ("name", _name),
            ("capabilities", Object(("adds", List("CAP_NET_ADMIN")))),
            ("securityOpts", List("seccomp=unconfined", "apparmor=unconfined")),
            ("uploads", List(Object(("file", "/a"), ("content", Secret("s"))))),
            ("volumes", List(Object(("volumeName", _name), ("containerPath", "/data"))))));

        // All that the real provider writes, besides what depends on whether a program sets it.
        string[] expected = [.. """
            __meta attach bridge capabilities cgroupParent command containerLogs
            containerReadRefreshTimeoutMilliseconds cpuPeriod cpuQuota cpuSet cpuShares cpus deviceReadBps
            deviceReadIops deviceRequests deviceWriteBps deviceWriteIops devices dns dnsOpts dnsSearches
            domainname entrypoints envs exitCode gpus groupAdds healthcheck hostname hosts id image init
            ipcMode labels logDriver logOpts logs maxRetryCount memory memoryReservation memorySwap mounts
            mustRun name networkDatas networkMode pidMode platform ports privileged publishAllPorts
            readOnly removeVolumes restart rm runtime securityOpts shmSize start stdinOpen stopSignal
            stopTimeout storageOpts sysctls tty ulimits uploads user usernsMode volumes wait waitTimeout
            workingDir
            """.Split([' ', '\n']).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, made.Outputs.Keys);
        Assert.Equal((64.0, "private", "json-file"), (((NumberValue)made.Outputs["shmSize"]).Value,
            made.Outputs.GetString("ipcMode"), made.Outputs.GetString("logDriver")));
        Assert.Equal(Object(("adds", List("CAP_NET_ADMIN")), ("drops", List())), made.Outputs["capabilities"]);
        Assert.Equal(List("apparmor=unconfined", "seccomp=unconfined"), made.Outputs["securityOpts"]);
        Assert.Equal(List(Object(("containerPath", "/data"), ("fromContainer", ""), ("hostPath", ""),
            ("readOnly", PropertyValue.Null), ("selinuxRelabel", ""), ("volumeName", _name))), made.Outputs["volumes"]);
        Assert.Equal(Secret(List(Object(("content", "s"), ("file", "/a")))), made.Outputs["uploads"]);
        Assert.Equal("", await ChangesAsync(made));
    }

    private async Task<string> ChangesAsync(ResourceResult made)
    {
        var inputs = (await _provider.CheckAsync(Container, null, Map(("image", host.Image), ("name", _name)))).Inputs;
        var diff = await _provider.DiffAsync(Container, made.Id!, inputs, made.Outputs, inputs);
        return string.Join(',', diff.Changes.Keys);
    }

    private async Task<ResourceResult> MakeAsync(ResourceRef resource, PropertyMap inputs)
    {
        var result = await _provider.CheckAndCreateAsync(resource, inputs, _recording.Context());
        _made.Push((resource, result));
        return result;
    }
}
