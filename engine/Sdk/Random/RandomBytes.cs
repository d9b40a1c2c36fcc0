using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Random;

/// <summary>Random bytes that are kept secret.</summary>
public class RandomBytes : CustomResource
{
    public RandomBytes(string name, RandomBytesArgs args, CustomResourceOptions? options = null)
        : base(
            "random:index/randomBytes:RandomBytes", name, args ?? new RandomBytesArgs(),
            PackageOptions.Random.With(options, secretOutputs: ["base64", "hex"]))
    {
    }

    [Output("base64")] public Output<string> Base64 { get; private set; } = null!;
    [Output("hex")] public Output<string> Hex { get; private set; } = null!;
    [Output("keepers")] public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;
    [Output("length")] public Output<int> Length { get; private set; } = null!;
}
