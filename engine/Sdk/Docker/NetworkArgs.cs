namespace Pulumi.Docker;

/// <summary>What a network looks like.</summary>
public sealed class NetworkArgs : ResourceArgs
{
    [Input("attachable")] public Input<bool>? Attachable { get; set; }
    [Input("driver")] public Input<string>? Driver { get; set; }
    [Input("ingress")] public Input<bool>? Ingress { get; set; }
    [Input("internal")] public Input<bool>? Internal { get; set; }
    [field: Input("ipamConfigs")]
    public InputList<Inputs.NetworkIpamConfigArgs> IpamConfigs { get => field ??= []; set; }
    [Input("ipamDriver")] public Input<string>? IpamDriver { get; set; }
    [field: Input("ipamOptions")] public InputMap<string> IpamOptions { get => field ??= []; set; }
    [Input("ipv6")] public Input<bool>? Ipv6 { get; set; }
    [field: Input("labels")] public InputList<Inputs.NetworkLabelArgs> Labels { get => field ??= []; set; }

    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }

    [field: Input("options")] public InputMap<string> Options { get => field ??= []; set; }
}
