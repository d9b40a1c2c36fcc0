using Docker.DotNet.Models;
using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>What the engine is told to create for a container's inputs: the process and what surrounds it.</summary>
internal static class ContainerParameters
{
    public static CreateContainerParameters From(PropertyMap inputs) => new()
    {
        Name = inputs.GetString("name"),
        Image = inputs.GetString("image"),
        Hostname = inputs.GetString("hostname"),
        User = inputs.GetString("user"),
        WorkingDir = inputs.GetString("workingDir"),
        Env = [.. inputs.Strings("envs")],
        Cmd = Optional(inputs.Strings("command")),
        Entrypoint = Optional(inputs.Strings("entrypoints")),
        Labels = DockerLabels.Read(inputs),
        StopSignal = inputs.GetString("stopSignal"),
        StopTimeout = inputs.Int("stopTimeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        ExposedPorts = inputs.Maps("ports").Select(PortKey).Distinct()
            .ToDictionary(port => port, _ => default(EmptyStruct)),
        Volumes = inputs.Maps("volumes").Where(volume => !volume.Has("hostPath") && !volume.Has("volumeName"))
            .ToDictionary(volume => volume.GetString("containerPath") ?? "", _ => default(EmptyStruct)),
        Healthcheck = inputs.Map("healthcheck") is { } check ? Health(check) : null,
        HostConfig = HostParameters.From(inputs),
    };

    public static string PortKey(PropertyMap port) => $"{port.Int("internal")}/{port.GetString("protocol") ?? "tcp"}";

    private static HealthConfig Health(PropertyMap check) => new()
    {
        Test = [.. check.Strings("tests")],
        Interval = GoDuration.Parse(check.GetString("interval")),
        Timeout = GoDuration.Parse(check.GetString("timeout")),
        StartPeriod = (long)GoDuration.Parse(check.GetString("startPeriod")).TotalNanoseconds,
        Retries = check.Int("retries") ?? 0,
    };

    /// <summary>An empty list would replace the image's own command with none.</summary>
    private static List<string>? Optional(IReadOnlyList<string> items) => items.Count > 0 ? [.. items] : null;
}
