namespace Pulumi.Docker.Inputs;

/// <summary>A line of /etc/hosts.</summary>
public sealed class ContainerHostArgs : ResourceArgs
{
    [Input("host", required: true)] public Input<string> Host { get; set; } = null!;
    [Input("ip", required: true)] public Input<string> Ip { get; set; } = null!;
}
