namespace Pulumi.Docker.Inputs;

/// <summary>How a path of the host is mounted.</summary>
public sealed class ContainerMountBindOptionsArgs : ResourceArgs
{
    [Input("propagation")] public Input<string>? Propagation { get; set; }
}
