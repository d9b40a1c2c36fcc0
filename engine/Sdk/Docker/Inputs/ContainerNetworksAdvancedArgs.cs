namespace Pulumi.Docker.Inputs;

/// <summary>A network and the container's place in it.</summary>
public sealed class ContainerNetworksAdvancedArgs : ResourceArgs
{
    [Input("ipv4Address")] public Input<string>? Ipv4Address { get; set; }

    /// <summary>Name or id of the network.</summary>
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}
