namespace Pulumi.Docker.Inputs;

/// <summary>Addresses of a network.</summary>
public sealed class NetworkIpamConfigArgs : ResourceArgs
{
    [field: Input("auxAddress")] public InputMap<string> AuxAddress { get => field ??= []; set; }
    [Input("gateway")] public Input<string>? Gateway { get; set; }
    [Input("ipRange")] public Input<string>? IpRange { get; set; }

    /// <summary>In CIDR notation.</summary>
    [Input("subnet")] public Input<string>? Subnet { get; set; }
}
