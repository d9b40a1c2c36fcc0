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
}
