namespace Pulumi.Docker.Inputs;

/// <summary>A volume or path of the host in the container.</summary>
public sealed class ContainerVolumeArgs : ResourceArgs
{
    [Input("containerPath")] public Input<string>? ContainerPath { get; set; }
    [Input("hostPath")] public Input<string>? HostPath { get; set; }
    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }
    [Input("volumeName")] public Input<string>? VolumeName { get; set; }
}
