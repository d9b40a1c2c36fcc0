namespace Pulumi.Docker.Inputs;

/// <summary>A network and the container's place in it.</summary>
public sealed class ContainerNetworksAdvancedArgs : ResourceArgs
{
    [field: Input("aliases")] public InputList<string> Aliases { get => field ??= []; set; }
    [Input("ipv4Address")] public Input<string>? Ipv4Address { get; set; }
    [Input("ipv6Address")] public Input<string>? Ipv6Address { get; set; }
    [Input("macAddress")] public Input<string>? MacAddress { get; set; }

    /// <summary>Name or id of the network.</summary>
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}
