namespace Pulumi.Docker.Inputs;

/// <summary>A port published on the host.</summary>
public sealed class ContainerPortArgs : ResourceArgs
{
    /// <summary>Port on the host; a free one by default.</summary>
    [Input("external")] public Input<int>? External { get; set; }

    /// <summary>Port in the container.</summary>
    [Input("internal", required: true)] public Input<int> Internal { get; set; } = null!;

    /// <summary>Address on the host; 0.0.0.0 by default.</summary>
    [Input("ip")] public Input<string>? Ip { get; set; }

    /// <summary>tcp by default.</summary>
    [Input("protocol")] public Input<string>? Protocol { get; set; }
}
