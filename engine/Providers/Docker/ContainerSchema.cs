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
            "containerReadRefreshTimeoutMilliseconds", "destroyGraceSeconds", "mustRun", "removeVolumes", "restart",
            "start", "tmpfs", "waitTimeout",
        },
        Sets = new HashSet<string> { "networksAdvanced", "securityOpts", "uploads", "volumes" },
        Defaults = PropertyMap.Empty
            .Set("containerReadRefreshTimeoutMilliseconds", 15000)
            .Set("mustRun", true)
            .Set("networkMode", "bridge")
            .Set("removeVolumes", true)
            .Set("restart", "no")
            .Set("start", true)
            .Set("waitTimeout", 60),
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
