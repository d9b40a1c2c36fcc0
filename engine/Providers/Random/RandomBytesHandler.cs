using System.Security.Cryptography;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Random;

internal sealed class RandomBytesHandler : BridgedHandler
{
    protected override IReadOnlyList<string> InputNames { get; } = ["keepers", "length"];

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        CheckLength(resource, news, "length", "length");

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return Task.FromResult(Previewed(inputs, "base64", "hex"));

        var bytes = RandomNumberGenerator.GetBytes(inputs.Int("length") ?? 0);
        var base64 = Convert.ToBase64String(bytes);
        var outputs = inputs.WithoutNulls()
            .Set("base64", new SecretValue(base64))
            .Set("hex", new SecretValue(Convert.ToHexStringLower(bytes)));
        return Task.FromResult(new ResourceResult(base64, outputs));
    }

    /// <summary>Fails a length below one, in the words of the real provider.</summary>
    public static CheckResult CheckLength(ResourceRef resource, PropertyMap news, string property, string attribute) =>
        new(news, news.Int(property) is not < 1
            ? []
            :
            [
                new CheckFailure("", $"Invalid Attribute Value. Attribute {attribute} value must be at least 1, got: " +
                    $"{news.Int(property)}. Examine values at '{resource.Name}.{property}'."),
            ]);

    protected override PropertyMap WithDefaults(PropertyMap inputs) => inputs;
}
