using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Random;

internal sealed class RandomIdHandler : BridgedHandler
{
    protected override IReadOnlyList<string> InputNames { get; } = ["byteLength", "keepers", "prefix"];

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        RandomBytesHandler.CheckLength(resource, news, "byteLength", "byte_length");

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return Task.FromResult(Previewed(inputs, "b64Std", "b64Url", "hex", "dec", "id"));

        var bytes = RandomNumberGenerator.GetBytes(inputs.Int("byteLength") ?? 0);
        var id = Base64Url.EncodeToString(bytes);
        var prefix = inputs.GetString("prefix") ?? "";
        var outputs = inputs.WithoutNulls()
            .Set("id", id)
            .Set("b64Std", prefix + Convert.ToBase64String(bytes))
            .Set("b64Url", prefix + id)
            .Set("hex", prefix + Convert.ToHexStringLower(bytes))
            .Set("dec", prefix + new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
        return Task.FromResult(new ResourceResult(id, outputs));
    }

    protected override PropertyMap WithDefaults(PropertyMap inputs) => inputs;
}
