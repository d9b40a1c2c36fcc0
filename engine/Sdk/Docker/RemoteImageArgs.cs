namespace Pulumi.Docker;

/// <summary>Which image to have at hand.</summary>
public sealed class RemoteImageArgs : ResourceArgs
{
    /// <summary>Whether to remove it though containers use it; false by default.</summary>
    [Input("forceRemove")] public Input<bool>? ForceRemove { get; set; }

    /// <summary>Whether to leave it when the resource is deleted; false by default.</summary>
    [Input("keepLocally")] public Input<bool>? KeepLocally { get; set; }

    /// <summary>Its name, with tag; one that the engine already has is used as it is.</summary>
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;

    [Input("platform")] public Input<string>? Platform { get; set; }

    /// <summary>Values whose change pulls again.</summary>
    [field: Input("pullTriggers")] public InputList<string> PullTriggers { get => field ??= []; set; }

    /// <summary>Values whose change pulls again.</summary>
    [field: Input("triggers")] public InputMap<string> Triggers { get => field ??= []; set; }
}
