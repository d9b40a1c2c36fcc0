namespace Pulumi.Docker.Inputs;

/// <summary>How an in-memory file system is mounted.</summary>
public sealed class ContainerMountTmpfsOptionsArgs : ResourceArgs
{
    /// <summary>Mode of its root, as a number.</summary>
    [Input("mode")] public Input<int>? Mode { get; set; }

    /// <summary>Bytes; no limit by default.</summary>
    [Input("sizeBytes")] public Input<int>? SizeBytes { get; set; }
}
