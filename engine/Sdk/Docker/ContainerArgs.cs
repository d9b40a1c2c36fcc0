namespace Pulumi.Docker;

/// <summary>What a container runs, and with what around it.</summary>
public sealed class ContainerArgs : ResourceArgs
{
    [Input("capabilities")] public Input<Inputs.ContainerCapabilitiesArgs>? Capabilities { get; set; }

    /// <summary>private or host; the engine's default otherwise.</summary>
    [Input("cgroupnsMode")] public Input<string>? CgroupnsMode { get; set; }

    /// <summary>Arguments, instead of the image's.</summary>
    [field: Input("command")] public InputList<string> Command { get => field ??= []; set; }

    /// <summary>Relative weight; 1024 by default.</summary>
    [Input("cpuShares")] public Input<int>? CpuShares { get; set; }

    /// <summary>
    /// Seconds between the stop signal and the kill when it is deleted; it is killed at once by default.
    /// </summary>
    [Input("destroyGraceSeconds")] public Input<int>? DestroyGraceSeconds { get; set; }

    [field: Input("devices")] public InputList<Inputs.ContainerDeviceArgs> Devices { get => field ??= []; set; }
    [field: Input("dns")] public InputList<string> Dns { get => field ??= []; set; }
    [field: Input("dnsOpts")] public InputList<string> DnsOpts { get => field ??= []; set; }
    [field: Input("dnsSearches")] public InputList<string> DnsSearches { get => field ??= []; set; }

    /// <summary>The program and its first arguments, instead of the image's.</summary>
    [field: Input("entrypoints")] public InputList<string> Entrypoints { get => field ??= []; set; }

    /// <summary>Variables, each NAME=value.</summary>
    [field: Input("envs")] public InputList<string> Envs { get => field ??= []; set; }

    [field: Input("groupAdds")] public InputList<string> GroupAdds { get => field ??= []; set; }
    [Input("healthcheck")] public Input<Inputs.ContainerHealthcheckArgs>? Healthcheck { get; set; }
    [Input("hostname")] public Input<string>? Hostname { get; set; }
    [field: Input("hosts")] public InputList<Inputs.ContainerHostArgs> Hosts { get => field ??= []; set; }

    /// <summary>Name or digest of its image.</summary>
    [Input("image", required: true)] public Input<string> Image { get; set; } = null!;

    [Input("init")] public Input<bool>? Init { get; set; }
    [field: Input("labels")] public InputList<Inputs.ContainerLabelArgs> Labels { get => field ??= []; set; }

    /// <summary>Limit in megabytes; none by default.</summary>
    [Input("memory")] public Input<int>? Memory { get; set; }

    /// <summary>Soft limit in megabytes.</summary>
    [Input("memoryReservation")] public Input<int>? MemoryReservation { get; set; }

    /// <summary>Limit of memory and swap together in megabytes; -1 for any.</summary>
    [Input("memorySwap")] public Input<int>? MemorySwap { get; set; }

    [field: Input("mounts")] public InputList<Inputs.ContainerMountArgs> Mounts { get => field ??= []; set; }

    /// <summary>Whether a refresh that finds it stopped starts it again; true by default.</summary>
    [Input("mustRun")] public Input<bool>? MustRun { get; set; }

    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }

    /// <summary>bridge by default.</summary>
    [Input("networkMode")] public Input<string>? NetworkMode { get; set; }

    /// <summary>Networks to connect to instead of the default one.</summary>
    [field: Input("networksAdvanced")]
    public InputList<Inputs.ContainerNetworksAdvancedArgs> NetworksAdvanced { get => field ??= []; set; }

    [field: Input("ports")] public InputList<Inputs.ContainerPortArgs> Ports { get => field ??= []; set; }
    [Input("privileged")] public Input<bool>? Privileged { get; set; }
    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }

    /// <summary>Whether anonymous volumes are removed with it; true by default.</summary>
    [Input("removeVolumes")] public Input<bool>? RemoveVolumes { get; set; }

    /// <summary>no (the default), on-failure, always or unless-stopped.</summary>
    [Input("restart")] public Input<string>? Restart { get; set; }

    [field: Input("securityOpts")] public InputList<string> SecurityOpts { get => field ??= []; set; }

    /// <summary>Size of /dev/shm in megabytes; 64 by default.</summary>
    [Input("shmSize")] public Input<int>? ShmSize { get; set; }

    /// <summary>Whether to start it; true by default.</summary>
    [Input("start")] public Input<bool>? Start { get; set; }

    [Input("stopSignal")] public Input<string>? StopSignal { get; set; }

    /// <summary>Seconds the engine gives it to stop; 10 by default.</summary>
    [Input("stopTimeout")] public Input<int>? StopTimeout { get; set; }

    [field: Input("sysctls")] public InputMap<string> Sysctls { get => field ??= []; set; }

    /// <summary>Options of in-memory file systems by path.</summary>
    [field: Input("tmpfs")] public InputMap<string> Tmpfs { get => field ??= []; set; }

    [field: Input("ulimits")] public InputList<Inputs.ContainerUlimitArgs> Ulimits { get => field ??= []; set; }

    /// <summary>Files put into it before it starts.</summary>
    [field: Input("uploads")] public InputList<Inputs.ContainerUploadArgs> Uploads { get => field ??= []; set; }

    [Input("user")] public Input<string>? User { get; set; }
    [field: Input("volumes")] public InputList<Inputs.ContainerVolumeArgs> Volumes { get => field ??= []; set; }

    /// <summary>Whether to wait until its health check passes; false by default.</summary>
    [Input("wait")] public Input<bool>? Wait { get; set; }

    /// <summary>Seconds to wait for that; 60 by default.</summary>
    [Input("waitTimeout")] public Input<int>? WaitTimeout { get; set; }

    [Input("workingDir")] public Input<string>? WorkingDir { get; set; }
}
