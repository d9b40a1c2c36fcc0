namespace Pulumi.Docker.Inputs;

/// <summary>Kernel capabilities beyond or below the usual ones.</summary>
public sealed class ContainerCapabilitiesArgs : ResourceArgs
{
    /// <summary>Names with their prefix, such as CAP_NET_ADMIN.</summary>
    [field: Input("adds")] public InputList<string> Adds { get => field ??= []; set; }

    [field: Input("drops")] public InputList<string> Drops { get => field ??= []; set; }
}

/// <summary>A network and the container's place in it.</summary>
public sealed class ContainerNetworksAdvancedArgs : ResourceArgs
{
    [Input("ipv4Address")] public Input<string>? Ipv4Address { get; set; }

    /// <summary>Name or id of the network.</summary>
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}

/// <summary>A file put into the container before it starts.</summary>
public sealed class ContainerUploadArgs : ResourceArgs
{
    /// <summary>Text of the file.</summary>
    [Input("content")] public Input<string>? Content { get; set; }

    /// <summary>Path in the container.</summary>
    [Input("file", required: true)] public Input<string> File { get; set; } = null!;

    /// <summary>Its mode, in octal digits.</summary>
    [Input("permissions")] public Input<string>? Permissions { get; set; }
}

/// <summary>A volume or path of the host in the container.</summary>
public sealed class ContainerVolumeArgs : ResourceArgs
{
    [Input("containerPath")] public Input<string>? ContainerPath { get; set; }
    [Input("hostPath")] public Input<string>? HostPath { get; set; }
    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }
    [Input("volumeName")] public Input<string>? VolumeName { get; set; }
}

/// <summary>Addresses of a network.</summary>
public sealed class NetworkIpamConfigArgs : ResourceArgs
{
    /// <summary>In CIDR notation.</summary>
    [Input("subnet")] public Input<string>? Subnet { get; set; }
}
