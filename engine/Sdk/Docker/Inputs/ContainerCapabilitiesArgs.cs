namespace Pulumi.Docker.Inputs;

/// <summary>Kernel capabilities beyond or below the usual ones.</summary>
public sealed class ContainerCapabilitiesArgs : ResourceArgs
{
    /// <summary>Names with their prefix, such as CAP_NET_ADMIN.</summary>
    [field: Input("adds")] public InputList<string> Adds { get => field ??= []; set; }

    [field: Input("drops")] public InputList<string> Drops { get => field ??= []; set; }
}
