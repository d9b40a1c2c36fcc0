using System.Security.Cryptography;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Tls;

internal sealed class PrivateKeyHandler : BridgedHandler
{
    private static readonly string[] Computed =
    [
        "id", "privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh", "publicKeyPem", "publicKeyOpenssh",
        "publicKeyFingerprintMd5", "publicKeyFingerprintSha256",
    ];

    protected override IReadOnlyList<string> InputNames { get; } = ["algorithm", "ecdsaCurve", "rsaBits"];

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return Task.FromResult(Previewed(inputs, Computed));

        var outputs = WithDefaults(inputs.WithoutNulls());
        using var key = TlsKey.Create(
            outputs.GetString("algorithm") ?? "", outputs.GetString("ecdsaCurve") ?? "");
        var id = Convert.ToHexStringLower(SHA1.HashData(key.PublicDer));
        var ssh = key.Ssh;
        outputs = outputs
            .Set("id", id)
            .Set("privateKeyPem", new SecretValue(key.Pem))
            .Set("privateKeyPemPkcs8", new SecretValue(key.Pkcs8Pem))
            .Set("privateKeyOpenssh", new SecretValue(ssh?.PrivatePem ?? ""))
            .Set("publicKeyPem", key.PublicPem)
            .Set("publicKeyOpenssh", ssh?.PublicLine ?? "")
            .Set("publicKeyFingerprintMd5", ssh?.Md5 ?? "")
            .Set("publicKeyFingerprintSha256", ssh?.Sha256 ?? "")
            .Set("__meta", """{"schema_version":"1"}""");
        return Task.FromResult(new ResourceResult(id, outputs));
    }

    /// <summary>
    /// Both sizes stand in the state whatever the algorithm; the real provider replaces a key that lacks one.
    /// </summary>
    protected override PropertyMap WithDefaults(PropertyMap inputs) =>
        Defaults(inputs, ("ecdsaCurve", "P224"), ("rsaBits", 2048));
}
