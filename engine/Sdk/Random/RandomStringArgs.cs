namespace Pulumi.Random;

/// <summary>Which characters a random text has.</summary>
public sealed class RandomStringArgs : ResourceArgs
{
    /// <summary>Values whose change makes a new one.</summary>
    [field: Input("keepers")] public InputMap<string> Keepers { get => field ??= []; set; }

    /// <summary>Number of characters, at least 1.</summary>
    [Input("length", required: true)] public Input<int> Length { get; set; } = null!;

    /// <summary>Whether to use a-z; true by default.</summary>
    [Input("lower")] public Input<bool>? Lower { get; set; }

    /// <summary>At least so many of a-z; 0 by default.</summary>
    [Input("minLower")] public Input<int>? MinLower { get; set; }

    /// <summary>At least so many of 0-9; 0 by default.</summary>
    [Input("minNumeric")] public Input<int>? MinNumeric { get; set; }

    /// <summary>At least so many special characters; 0 by default.</summary>
    [Input("minSpecial")] public Input<int>? MinSpecial { get; set; }

    /// <summary>At least so many of A-Z; 0 by default.</summary>
    [Input("minUpper")] public Input<int>? MinUpper { get; set; }

    /// <summary>Older name of Numeric.</summary>
    [Input("number")] public Input<bool>? Number { get; set; }

    /// <summary>Whether to use 0-9; true by default.</summary>
    [Input("numeric")] public Input<bool>? Numeric { get; set; }

    /// <summary>The special characters to draw from.</summary>
    [Input("overrideSpecial")] public Input<string>? OverrideSpecial { get; set; }

    /// <summary>Whether to use special characters; true by default.</summary>
    [Input("special")] public Input<bool>? Special { get; set; }

    /// <summary>Whether to use A-Z; true by default.</summary>
    [Input("upper")] public Input<bool>? Upper { get; set; }
}
