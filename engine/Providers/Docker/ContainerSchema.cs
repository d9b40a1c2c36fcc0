using Docker.DotNet.Models;
using Engine.Properties;

namespace Engine.Providers.Docker;

internal static class ContainerSchema
{
    public static readonly DockerSchema Value = new()
    {
        Required = ["image"],
        AutoNamed = true,
        DeleteBeforeReplace = true,
        Updatable = new HashSet<string>
        {
            "attach", "containerReadRefreshTimeoutMilliseconds", "cpuPeriod", "cpuQuota", "cpuSet", "cpuShares",
            "destroyGraceSeconds", "healthcheck", "init", "logs", "maxRetryCount", "memory", "memoryReservation",
            "memorySwap",
            "mustRun", "readOnly", "removeVolumes", "restart", "rm", "start", "stopTimeout", "tmpfs", "wait",
            "waitTimeout",
        },
        Sets = new HashSet<string>
        {
            "devices", "dns", "dnsOpts", "dnsSearches", "envs", "groupAdds", "hosts", "labels", "mounts",
            "networksAdvanced",
            "ports", "securityOpts", "ulimits", "uploads", "volumes",
        },
        Defaults = PropertyMap.Empty
            .Set("containerReadRefreshTimeoutMilliseconds", 15000)
            .Set("mustRun", true)
            .Set("networkMode", "bridge")
            .Set("removeVolumes", true)
            .Set("restart", "no")
            .Set("start", true)
            .Set("waitTimeout", 60),
        NestedDefaults = new Dictionary<string, PropertyMap>
        {
            ["devices"] = PropertyMap.Empty.Set("permissions", "rwm"),
            ["healthcheck"] = PropertyMap.Empty
                .Set("interval", "0s").Set("startInterval", "0s").Set("startPeriod", "0s").Set("timeout", "0s"),
            ["ports"] = PropertyMap.Empty.Set("ip", "0.0.0.0").Set("protocol", "tcp"),
        },
    };

    /// <summary>The outputs that only the engine knows.</summary>
    public static PropertyMap Observed(ContainerInspectResponse container) => PropertyMap.Empty
        .Set("hostname", container.Config.Hostname ?? "")
        .Set("exitCode", container.State.ExitCode)
        .Set("networkDatas", PropertyValue.Array(
            container.NetworkSettings.Networks.Select(network => Address(network.Key, network.Value))));

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
