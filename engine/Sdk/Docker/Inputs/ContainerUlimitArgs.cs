namespace Pulumi.Docker.Inputs;

/// <summary>A limit of the processes.</summary>
public sealed class ContainerUlimitArgs : ResourceArgs
{
    [Input("hard", required: true)] public Input<int> Hard { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("soft", required: true)] public Input<int> Soft { get; set; } = null!;
}
