namespace Pulumi.Random;

/// <summary>How many random bytes.</summary>
public sealed class RandomBytesArgs : ResourceArgs
{
    /// <summary>Values whose change makes a new one.</summary>
    [field: Input("keepers")] public InputMap<string> Keepers { get => field ??= []; set; }

    /// <summary>Number of bytes, at least 1.</summary>
    [Input("length", required: true)] public Input<int> Length { get; set; } = null!;
}
