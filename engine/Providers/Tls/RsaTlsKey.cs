using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Engine.Providers.Tls;

internal sealed class RsaTlsKey(RSA key) : TlsKey
{
    public override string Algorithm => "RSA";

    public override HashAlgorithmName Hash => HashAlgorithmName.SHA256;

    public override string Pem => Line(key.ExportRSAPrivateKeyPem());

    public override string Pkcs8Pem => Line(key.ExportPkcs8PrivateKeyPem());

    public override byte[] PublicDer => key.ExportSubjectPublicKeyInfo();

    public override PublicKey PublicKey => new(key);

    public override X509SignatureGenerator Signer =>
        X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);

    public override SshKeyParts Ssh
    {
        get
        {
            var p = key.ExportParameters(includePrivateParameters: true);
            return new SshKeyParts(
                "ssh-rsa",
                new SshWriter().Integer(p.Exponent!).Integer(p.Modulus!),
                new SshWriter().Integer(p.Modulus!).Integer(p.Exponent!).Integer(p.D!)
                    .Integer(p.InverseQ!).Integer(p.P!).Integer(p.Q!));
        }
    }

    public static RsaTlsKey Import(Action<RSA> import)
    {
        var key = RSA.Create();
        import(key);
        return new RsaTlsKey(key);
    }

    public override void Dispose() => key.Dispose();
}
