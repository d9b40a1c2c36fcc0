namespace Pulumi.Docker;

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
