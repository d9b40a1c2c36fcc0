using Engine.Handlers;
using Engine.Properties;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Docker;

/// <summary>
/// What the state holds of Docker's things: what the real provider misses in it, it takes for a change.
/// </summary>
public sealed class DockerOutputTests(DockerHost host) : DockerThings, IClassFixture<DockerHost>
{
    [Fact]
    public async Task Network_OutputsAreComplete()
    {
        var made = await CreateAsync(Network, Map(("name", Name),
            ("ipamConfigs", List(Object(("subnet", "10.213.253.0/28"))))));

        Assert.Equal(Map(
            ("__meta", """{"schema_version":"1"}"""), ("attachable", false), ("driver", "bridge"), ("id", made.Id!),
            ("ingress", false), ("internal", false),
            ("ipamConfigs", List(Object(
                ("auxAddress", PropertyValue.Null), ("gateway", ""), ("ipRange", ""), ("subnet", "10.213.253.0/28")))),
            ("ipamDriver", "default"), ("ipamOptions", PropertyValue.Null), ("ipv6", false), ("labels", List()),
            ("name", Name), ("options", Object()), ("scope", "local")), made.Outputs);
    }

    [Fact]
    public async Task Volume_OutputsAreComplete()
    {
        var made = await CreateAsync(Volume, Map(("name", Name)));

        Assert.Equal(
            ["__meta", "cluster", "driver", "driverOpts", "id", "labels", "mountpoint", "name"], made.Outputs.Keys);
        Assert.Equal(List(), made.Outputs["labels"]);
        Assert.Equal(Map(("__defaults", List()), ("name", "v")),
            (await Provider.CheckAsync(Volume, null, Map(("name", "v")))).Inputs);
    }

    [Fact]
    public async Task Container_OutputsAreCompleteAndSayNothingOfDefaults()
    {
        await CreateAsync(Volume, Map(("name", Name)));

        var made = await CreateAsync(Container, Map(("image", host.Image), ("name", Name),
            ("capabilities", Object(("adds", List("CAP_NET_ADMIN")))),
            ("securityOpts", List("seccomp=unconfined", "apparmor=unconfined")),
            ("uploads", List(Object(("file", "/a"), ("content", Secret("s"))))),
            ("volumes", List(Object(("volumeName", Name), ("containerPath", "/data"))))));

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
            ("readOnly", PropertyValue.Null), ("selinuxRelabel", ""), ("volumeName", Name))), made.Outputs["volumes"]);
        Assert.Equal(Secret(List(Object(("content", "s"), ("file", "/a")))), made.Outputs["uploads"]);
        Assert.Equal("", await ChangesAsync(made));
    }

    private async Task<string> ChangesAsync(ResourceResult made)
    {
        var inputs = (await Provider.CheckAsync(Container, null, Map(("image", host.Image), ("name", Name)))).Inputs;
        var diff = await Provider.DiffAsync(Container, made.Id!, inputs, made.Outputs, inputs);
        return string.Join(',', diff.Changes.Keys);
    }
}
