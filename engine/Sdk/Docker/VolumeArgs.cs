namespace Pulumi.Docker;

/// <summary>What a volume looks like.</summary>
public sealed class VolumeArgs : ResourceArgs
{
    /// <summary>Its name; the logical name and seven random digits by default.</summary>
    [Input("name")] public Input<string>? Name { get; set; }
}
