namespace Pulumi.Docker;

/// <summary>What a volume looks like.</summary>
public sealed class VolumeArgs : ResourceArgs
{
    [Input("driver")] public Input<string>? Driver { get; set; }
    [field: Input("driverOpts")] public InputMap<string> DriverOpts { get => field ??= []; set; }
    [field: Input("labels")] public InputList<Inputs.VolumeLabelArgs> Labels { get => field ??= []; set; }

    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }
}
