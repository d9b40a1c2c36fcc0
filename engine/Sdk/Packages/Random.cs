using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Random;

/// <summary>A provider of the package that other resources are told to use.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("random", name, args ?? new ProviderArgs(), PackageOptions.Random.With(options))
    {
    }
}

/// <summary>The package has no settings.</summary>
public sealed class ProviderArgs : ResourceArgs;

/// <summary>A random text that is kept secret.</summary>
public class RandomPassword : CustomResource
{
    public RandomPassword(string name, RandomPasswordArgs args, CustomResourceOptions? options = null)
        : base(
            "random:index/randomPassword:RandomPassword", name, args ?? new RandomPasswordArgs(),
            PackageOptions.Random.With(options, secretOutputs: ["bcryptHash", "result"]))
    {
    }

    /// <summary>A bcrypt hash of the text, of cost 10.</summary>
    [Output("bcryptHash")] public Output<string> BcryptHash { get; private set; } = null!;

    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;
    [Output("length")] public Output<int> Length { get; private set; } = null!;
    [Output("lower")] public Output<bool> Lower { get; private set; } = null!;
    [Output("minLower")] public Output<int> MinLower { get; private set; } = null!;
    [Output("minNumeric")] public Output<int> MinNumeric { get; private set; } = null!;
    [Output("minSpecial")] public Output<int> MinSpecial { get; private set; } = null!;
    [Output("minUpper")] public Output<int> MinUpper { get; private set; } = null!;
    [Output("number")] public Output<bool> Number { get; private set; } = null!;
    [Output("numeric")] public Output<bool> Numeric { get; private set; } = null!;
    [Output("overrideSpecial")] public Output<string?> OverrideSpecial { get; private set; } = null!;

    /// <summary>The text.</summary>
    [Output("result")] public Output<string> Result { get; private set; } = null!;

    [Output("special")] public Output<bool> Special { get; private set; } = null!;
    [Output("upper")] public Output<bool> Upper { get; private set; } = null!;
}

/// <summary>Which characters a random password has.</summary>
public sealed class RandomPasswordArgs : ResourceArgs
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
