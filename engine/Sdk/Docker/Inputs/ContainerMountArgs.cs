namespace Pulumi.Docker.Inputs;

/// <summary>A file system mounted into the container.</summary>
public sealed class ContainerMountArgs : ResourceArgs
{
    [Input("bindOptions")] public Input<ContainerMountBindOptionsArgs>? BindOptions { get; set; }
    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }

    /// <summary>Path on the host, or name of the volume.</summary>
    [Input("source")] public Input<string>? Source { get; set; }

    [Input("target", required: true)] public Input<string> Target { get; set; } = null!;
    [Input("tmpfsOptions")] public Input<ContainerMountTmpfsOptionsArgs>? TmpfsOptions { get; set; }

    /// <summary>bind, volume or tmpfs.</summary>
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}
