namespace Pulumi.Docker.Inputs;

/// <summary>A label.</summary>
public sealed class ContainerLabelArgs : ResourceArgs
{
    [Input("label", required: true)] public Input<string> Label { get; set; } = null!;
    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;
}
