using System.Globalization;
using Docker.DotNet.Models;
using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>The part of a container's inputs that concerns the host: mounts, ports, limits, rights.</summary>
internal static class HostParameters
{
    private const long Megabyte = 1024 * 1024;

    public static HostConfig From(PropertyMap inputs) => new()
    {
        Privileged = inputs.Bool("privileged") ?? false,
        ReadonlyRootfs = inputs.Bool("readOnly") ?? false,
        Init = inputs.Bool("init"),
        RestartPolicy = new RestartPolicy { Name = Restart(inputs.GetString("restart")) },
        NetworkMode = inputs.GetString("networkMode"),
        CgroupnsMode = inputs.GetString("cgroupnsMode"),
        SecurityOpt = [.. inputs.Strings("securityOpts")],
        CapAdd = [.. inputs.Map("capabilities")?.Strings("adds") ?? []],
        CapDrop = [.. inputs.Map("capabilities")?.Strings("drops") ?? []],
        GroupAdd = [.. inputs.Strings("groupAdds")],
        DNS = [.. inputs.Strings("dns")],
        DNSOptions = [.. inputs.Strings("dnsOpts")],
        DNSSearch = [.. inputs.Strings("dnsSearches")],
        ExtraHosts = [.. inputs.Maps("hosts").Select(host => $"{host.GetString("host")}:{host.GetString("ip")}")],
        Sysctls = new Dictionary<string, string>(inputs.StringMap("sysctls")),
        Tmpfs = new Dictionary<string, string>(inputs.StringMap("tmpfs")),
        Memory = (inputs.Int("memory") ?? 0) * Megabyte,
        MemoryReservation = (inputs.Int("memoryReservation") ?? 0) * Megabyte,
        MemorySwap = Swap(inputs),
        ShmSize = (inputs.Int("shmSize") ?? 0) * Megabyte,
        CPUShares = inputs.Int("cpuShares") ?? 0,
        Binds = [.. inputs.Maps("volumes").Select(Bind).OfType<string>()],
        Mounts = [.. inputs.Maps("mounts").Select(Mount)],
        Devices = [.. inputs.Maps("devices").Select(Device)],
        Ulimits =
        [
            .. inputs.Maps("ulimits").Select(limit => new Ulimit
            {
                Name = limit.GetString("name"), Hard = limit.Int("hard") ?? 0, Soft = limit.Int("soft") ?? 0,
            }),
        ],
        PortBindings = inputs.Maps("ports").GroupBy(ContainerParameters.PortKey)
            .ToDictionary(port => port.Key, IList<PortBinding> (port) => [.. port.Select(Binding)]),
    };

    public static RestartPolicyKind Restart(string? policy) => policy switch
    {
        "always" => RestartPolicyKind.Always,
        "on-failure" => RestartPolicyKind.OnFailure,
        "unless-stopped" => RestartPolicyKind.UnlessStopped,
        _ => RestartPolicyKind.No,
    };

    /// <summary>Megabytes, or -1 for no limit.</summary>
    public static long Swap(PropertyMap inputs) =>
        inputs.Int("memorySwap") is { } swap ? swap < 0 ? swap : swap * Megabyte : 0;

    private static string? Bind(PropertyMap volume) =>
        (volume.GetString("hostPath") ?? volume.GetString("volumeName")) is { Length: > 0 } source
            ? $"{source}:{volume.GetString("containerPath")}:{(volume.Bool("readOnly") == true ? "ro" : "rw")}"
            : null;

    private static PortBinding Binding(PropertyMap port) => new()
    {
        HostIP = port.GetString("ip"),
        HostPort = port.Int("external")?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private static DeviceMapping Device(PropertyMap device) => new()
    {
        PathOnHost = device.GetString("hostPath"),
        PathInContainer = device.GetString("containerPath") ?? device.GetString("hostPath"),
        CgroupPermissions = device.GetString("permissions") ?? "rwm",
    };

    private static Mount Mount(PropertyMap mount) => new()
    {
        Type = mount.GetString("type"),
        Source = mount.GetString("source"),
        Target = mount.GetString("target"),
        ReadOnly = mount.Bool("readOnly") ?? false,
        BindOptions = mount.Map("bindOptions") is { } bind
            ? new BindOptions { Propagation = bind.GetString("propagation") }
            : null,
        TmpfsOptions = mount.Map("tmpfsOptions") is { } tmpfs
            ? new TmpfsOptions
            {
                Mode = (uint)(tmpfs.Int("mode") ?? 0),
                SizeBytes = (long)(tmpfs.Number("sizeBytes") ?? 0),
            }
            : null,
    };
}
