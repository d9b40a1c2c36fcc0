using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Random;

/// <summary>A random number that is no secret, in several notations.</summary>
public class RandomId : CustomResource
{
    public RandomId(string name, RandomIdArgs args, CustomResourceOptions? options = null)
        : base("random:index/randomId:RandomId", name, args ?? new RandomIdArgs(), PackageOptions.Random.With(options))
    {
    }

    [Output("b64Std")] public Output<string> B64Std { get; private set; } = null!;
    [Output("b64Url")] public Output<string> B64Url { get; private set; } = null!;
    [Output("byteLength")] public Output<int> ByteLength { get; private set; } = null!;
    [Output("dec")] public Output<string> Dec { get; private set; } = null!;
    [Output("hex")] public Output<string> Hex { get; private set; } = null!;
    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;
    [Output("prefix")] public Output<string?> Prefix { get; private set; } = null!;
}
