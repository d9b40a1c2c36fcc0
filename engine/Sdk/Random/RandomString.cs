using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Random;

/// <summary>A random text that is no secret.</summary>
public class RandomString : CustomResource
{
    public RandomString(string name, RandomStringArgs args, CustomResourceOptions? options = null)
        : base(
            "random:index/randomString:RandomString", name, args ?? new RandomStringArgs(),
            PackageOptions.Random.With(options))
    {
    }

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
