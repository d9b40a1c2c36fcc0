namespace Pulumi.Docker.Inputs;

/// <summary>Addresses of a network.</summary>
public sealed class NetworkIpamConfigArgs : ResourceArgs
{
    /// <summary>In CIDR notation.</summary>
    [Input("subnet")] public Input<string>? Subnet { get; set; }
}
