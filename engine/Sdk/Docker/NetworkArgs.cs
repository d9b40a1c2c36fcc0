namespace Pulumi.Docker;

/// <summary>What a network looks like.</summary>
public sealed class NetworkArgs : ResourceArgs
{
    [field: Input("ipamConfigs")]
    public InputList<Inputs.NetworkIpamConfigArgs> IpamConfigs { get => field ??= []; set; }

    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }
}
