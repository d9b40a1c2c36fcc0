using Docker.DotNet.Models;
using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>What the engine is told to create for a container's inputs.</summary>
internal static class ContainerParameters
{
    public static CreateContainerParameters From(PropertyMap inputs) => new()
    {
        Name = inputs.GetString("name"),
        Image = inputs.GetString("image"),
        Hostname = inputs.GetString("hostname"),
        // An empty list would take the image's away.
        Cmd = inputs.Strings("command") is { Count: > 0 } command ? [.. command] : null,
        Volumes = inputs.Maps("volumes").Where(volume => !volume.Has("hostPath") && !volume.Has("volumeName"))
            .ToDictionary(volume => volume.GetString("containerPath") ?? "", _ => default(EmptyStruct)),
        HostConfig = new HostConfig
        {
            RestartPolicy = Restart(inputs),
            NetworkMode = inputs.GetString("networkMode"),
            CgroupnsMode = inputs.GetString("cgroupnsMode"),
            SecurityOpt = [.. inputs.Strings("securityOpts")],
            CapAdd = [.. inputs.Map("capabilities")?.Strings("adds") ?? []],
            CapDrop = [.. inputs.Map("capabilities")?.Strings("drops") ?? []],
            Tmpfs = new Dictionary<string, string>(inputs.StringMap("tmpfs")),
            Binds = [.. inputs.Maps("volumes").Select(Bind).OfType<string>()],
        },
    };

    public static RestartPolicy Restart(PropertyMap inputs) => new()
    {
        Name = inputs.GetString("restart") switch
        {
            "always" => RestartPolicyKind.Always,
            "on-failure" => RestartPolicyKind.OnFailure,
            "unless-stopped" => RestartPolicyKind.UnlessStopped,
            _ => RestartPolicyKind.No,
        },
    };

    private static string? Bind(PropertyMap volume) =>
        (volume.GetString("hostPath") ?? volume.GetString("volumeName")) is { Length: > 0 } source
            ? $"{source}:{volume.GetString("containerPath")}:{(volume.Bool("readOnly") == true ? "ro" : "rw")}"
            : null;
}
