namespace Pulumi.Random;

/// <summary>What a random number looks like.</summary>
public sealed class RandomIdArgs : ResourceArgs
{
    /// <summary>Number of random bytes, at least 1.</summary>
    [Input("byteLength", required: true)] public Input<int> ByteLength { get; set; } = null!;

    /// <summary>Values whose change makes a new one.</summary>
    [field: Input("keepers")] public InputMap<string> Keepers { get => field ??= []; set; }

    /// <summary>Text before every form of the number.</summary>
    [Input("prefix")] public Input<string>? Prefix { get; set; }
}
