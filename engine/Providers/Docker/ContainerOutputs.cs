using Docker.DotNet.Models;
using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>
/// A container's outputs, complete as the real provider stores them: what it misses in a state it takes for a change,
/// and a container's change is a new container.
/// </summary>
internal static class ContainerOutputs
{
    /// <summary>The schema's version, and the provider's default time limits in nanoseconds.</summary>
    private const string Meta = "{\"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0\":{\"create\":1200000000000,"
        + "\"delete\":1200000000000,\"update\":1200000000000},\"schema_version\":\"2\"}";

    private static readonly PropertyMap Unset = new PropertyMap(
    [
        .. All(false, "attach init logs privileged publishAllPorts readOnly rm stdinOpen tty wait"),
        .. All("", "bridge cpuSet domainname user usernsMode workingDir"),
        .. All(0, "cpuShares maxRetryCount memory memoryReservation memorySwap stopTimeout"),
        .. All(PropertyValue.Null, "cgroupParent containerLogs cpuPeriod cpuQuota cpus dns dnsOpts dnsSearches "
            + "exitCode gpus groupAdds healthcheck logOpts pidMode storageOpts sysctls"),
        .. All(PropertyValue.Array([]), "deviceReadBps deviceReadIops deviceRequests deviceWriteBps deviceWriteIops "
            + "devices entrypoints envs hosts labels mounts ports ulimits"),
    ]).Set("__meta", Meta);

    private static readonly PropertyMap UnsetNetwork = new(
    [
        .. All("", "ipv4Address ipv6Address macAddress"), .. All(PropertyValue.Null, "gwPriority"),
        .. All(PropertyValue.Array([]), "aliases driverOpts linkLocalIps"),
    ]);

    private static readonly PropertyMap UnsetVolume = new(
    [
        .. All("", "fromContainer hostPath selinuxRelabel volumeName"), .. All(PropertyValue.Null, "readOnly"),
    ]);

    private static readonly PropertyMap UnsetCapabilities = new(All(PropertyValue.Array([]), "adds drops"));

    public static PropertyMap Complete(PropertyMap inputs, ContainerInspectResponse container)
    {
        var outputs = Unset.Merge(Image(container)).Merge(inputs).Merge(Observed(container));
        if (outputs.Map("capabilities") is { } capabilities)
            outputs = outputs.Set("capabilities", new ObjectValue(UnsetCapabilities.Merge(capabilities)));
        if (outputs.Has("securityOpts"))
            outputs = outputs.Set("securityOpts", PropertyValue.Array(outputs.Strings("securityOpts")
                .Order(StringComparer.Ordinal).Select(option => (PropertyValue)option)));
        return Each(Each(outputs, "networksAdvanced", UnsetNetwork), "volumes", UnsetVolume);
    }

    /// <summary>The outputs that only the engine knows, and that may change.</summary>
    public static PropertyMap Observed(ContainerInspectResponse container) => PropertyMap.Empty
        .Set("hostname", container.Config.Hostname ?? "")
        .Set("networkDatas", PropertyValue.Array(
            container.NetworkSettings.Networks.Select(network => Address(network.Key, network.Value))));

    /// <summary>What the image and the engine decide where the program does not.</summary>
    private static PropertyMap Image(ContainerInspectResponse container) => PropertyMap.Empty
        .Set("command", PropertyValue.Array((container.Config.Cmd ?? []).Select(word => (PropertyValue)word)))
        .Set("ipcMode", container.HostConfig.IpcMode ?? "")
        .Set("logDriver", container.HostConfig.LogConfig?.Type ?? "")
        .Set("platform", container.Platform ?? "")
        .Set("runtime", container.HostConfig.Runtime ?? "")
        .Set("shmSize", container.HostConfig.ShmSize / (1024 * 1024))
        .Set("stopSignal", container.Config.StopSignal ?? "");

    private static PropertyMap Each(PropertyMap outputs, string name, PropertyMap unset) =>
        !outputs.Has(name) ? outputs : outputs.Set(name, Each(outputs[name], unset));

    private static PropertyValue Each(PropertyValue list, PropertyMap unset) => list switch
    {
        SecretValue secret => new SecretValue(Each(secret.Element, unset)),
        ArrayValue items => PropertyValue.Array(items.Items.Select(item =>
            item is ObjectValue map ? new ObjectValue(unset.Merge(map.Map)) : item)),
        _ => list,
    };

    private static IEnumerable<KeyValuePair<string, PropertyValue>> All(PropertyValue value, string names) =>
        names.Split(' ').Select(name => KeyValuePair.Create(name, value));

    private static PropertyValue Address(string name, EndpointSettings settings) => new ObjectValue(PropertyMap.Empty
        .Set("networkName", name)
        .Set("ipAddress", settings.IPAddress ?? "")
        .Set("ipPrefixLength", settings.IPPrefixLen)
        .Set("gateway", settings.Gateway ?? "")
        .Set("globalIpv6Address", settings.GlobalIPv6Address ?? "")
        .Set("globalIpv6PrefixLength", settings.GlobalIPv6PrefixLen)
        .Set("ipv6Gateway", settings.IPv6Gateway ?? "")
        .Set("macAddress", settings.MacAddress ?? ""));
}
