using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>A container; a change of most inputs deletes it and makes a new one.</summary>
public class Container : CustomResource
{
    public Container(string name, ContainerArgs args, CustomResourceOptions? options = null)
        : base(
            "docker:index/container:Container", name, args ?? new ContainerArgs(),
            PackageOptions.Docker.With(options))
    {
    }

    [Output("command")] public Output<ImmutableArray<string>> Command { get; private set; } = null!;
    [Output("hostname")] public Output<string?> Hostname { get; private set; } = null!;
    [Output("image")] public Output<string> Image { get; private set; } = null!;
    [Output("mustRun")] public Output<bool?> MustRun { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("restart")] public Output<string?> Restart { get; private set; } = null!;
}

/// <summary>What a container runs, and with what around it.</summary>
public sealed class ContainerArgs : ResourceArgs
{
    [Input("capabilities")] public Input<Inputs.ContainerCapabilitiesArgs>? Capabilities { get; set; }

    /// <summary>private or host; the engine's default otherwise.</summary>
    [Input("cgroupnsMode")] public Input<string>? CgroupnsMode { get; set; }

    /// <summary>Arguments, instead of the image's.</summary>
    [field: Input("command")] public InputList<string> Command { get => field ??= []; set; }

    /// <summary>
    /// Seconds between the stop signal and the kill when it is deleted; it is killed at once by default.
    /// </summary>
    [Input("destroyGraceSeconds")] public Input<int>? DestroyGraceSeconds { get; set; }

    [Input("hostname")] public Input<string>? Hostname { get; set; }

    /// <summary>Name or digest of its image.</summary>
    [Input("image", required: true)] public Input<string> Image { get; set; } = null!;

    /// <summary>Whether a refresh that finds it stopped starts it again; true by default.</summary>
    [Input("mustRun")] public Input<bool>? MustRun { get; set; }

    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }

    /// <summary>Networks to connect to instead of the default one.</summary>
    [field: Input("networksAdvanced")]
    public InputList<Inputs.ContainerNetworksAdvancedArgs> NetworksAdvanced { get => field ??= []; set; }

    /// <summary>no (the default), on-failure, always or unless-stopped.</summary>
    [Input("restart")] public Input<string>? Restart { get; set; }

    [field: Input("securityOpts")] public InputList<string> SecurityOpts { get => field ??= []; set; }

    /// <summary>Options of in-memory file systems by path.</summary>
    [field: Input("tmpfs")] public InputMap<string> Tmpfs { get => field ??= []; set; }

    /// <summary>Files put into it before it starts.</summary>
    [field: Input("uploads")] public InputList<Inputs.ContainerUploadArgs> Uploads { get => field ??= []; set; }

    [field: Input("volumes")] public InputList<Inputs.ContainerVolumeArgs> Volumes { get => field ??= []; set; }
}

/// <summary>A network that containers are connected to.</summary>
public class Network : CustomResource
{
    public Network(string name, NetworkArgs? args = null, CustomResourceOptions? options = null)
        : base("docker:index/network:Network", name, args ?? new NetworkArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("driver")] public Output<string> Driver { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

/// <summary>What a network looks like.</summary>
public sealed class NetworkArgs : ResourceArgs
{
    [field: Input("ipamConfigs")]
    public InputList<Inputs.NetworkIpamConfigArgs> IpamConfigs { get => field ??= []; set; }

    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }
}

/// <summary>A Docker engine that other resources are told to use.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("docker", name, args ?? new ProviderArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("host")] public Output<string?> Host { get; private set; } = null!;
}

/// <summary>Which Docker engine to use.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    public ProviderArgs()
    {
        Host = Environment.GetEnvironmentVariable("DOCKER_HOST")!;
    }

    /// <summary>
    /// Address such as unix:///var/run/docker.sock or tcp://host:2375; DOCKER_HOST, or else that socket, by default.
    /// </summary>
    [Input("host")] public Input<string>? Host { get; set; }
}

/// <summary>A volume that outlives the containers using it.</summary>
public class Volume : CustomResource
{
    public Volume(string name, VolumeArgs? args = null, CustomResourceOptions? options = null)
        : base("docker:index/volume:Volume", name, args ?? new VolumeArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("driver")] public Output<string> Driver { get; private set; } = null!;
    [Output("mountpoint")] public Output<string> Mountpoint { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

/// <summary>What a volume looks like.</summary>
public sealed class VolumeArgs : ResourceArgs
{
    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }
}
