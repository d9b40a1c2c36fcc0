using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Handlers;

namespace Engine.Providers.Tls;

internal sealed class EcdsaTlsKey(ECDsa key) : TlsKey
{
    private static readonly IReadOnlyDictionary<string, string> Curves = new Dictionary<string, string>
    {
        ["P224"] = "1.3.132.0.33",
        ["P256"] = "1.2.840.10045.3.1.7",
        ["P384"] = "1.3.132.0.34",
        ["P521"] = "1.3.132.0.35",
    };

    public override string Algorithm => "ECDSA";

    public override HashAlgorithmName Hash => key.KeySize switch
    {
        384 => HashAlgorithmName.SHA384,
        521 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    public override string Pem => Line(key.ExportECPrivateKeyPem());

    public override string Pkcs8Pem => Line(key.ExportPkcs8PrivateKeyPem());

    public override byte[] PublicDer => key.ExportSubjectPublicKeyInfo();

    public override PublicKey PublicKey => new(key);

    public override X509SignatureGenerator Signer => X509SignatureGenerator.CreateForECDsa(key);

    public override SshKeyParts? Ssh
    {
        get
        {
            if (key.KeySize == 224)
                return null;
            var curve = $"nistp{key.KeySize}";
            var p = key.ExportParameters(includePrivateParameters: true);
            byte[] point = [4, .. p.Q.X!, .. p.Q.Y!];
            var @public = new SshWriter().Text(curve).Bytes(point);
            return new SshKeyParts($"ecdsa-sha2-{curve}", @public, new SshWriter().Append(@public).Integer(p.D!));
        }
    }

    public static EcdsaTlsKey Create(string curve) => Curves.TryGetValue(curve, out var oid)
        ? new EcdsaTlsKey(ECDsa.Create(ECCurve.CreateFromValue(oid)))
        : throw new ProviderException($"curve '{curve}' is not supported, only {string.Join(", ", Curves.Keys)} are");

    public static EcdsaTlsKey Import(Action<ECDsa> import)
    {
        var key = ECDsa.Create();
        import(key);
        return new EcdsaTlsKey(key);
    }

    public override void Dispose() => key.Dispose();
}
