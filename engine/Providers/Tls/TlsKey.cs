using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Handlers;

namespace Engine.Providers.Tls;

/// <summary>A private key of any kind the provider knows, and the forms it is written in.</summary>
internal abstract class TlsKey : IDisposable
{
    /// <summary>ECDSA or ED25519.</summary>
    public abstract string Algorithm { get; }

    /// <summary>The hash that signatures with this key use.</summary>
    public abstract HashAlgorithmName Hash { get; }

    /// <summary>The form of the key's own kind: SEC 1 for ECDSA, PKCS#8 for ED25519.</summary>
    public abstract string Pem { get; }

    public abstract string Pkcs8Pem { get; }

    /// <summary>The public key as DER-encoded SubjectPublicKeyInfo.</summary>
    public abstract byte[] PublicDer { get; }

    public abstract PublicKey PublicKey { get; }

    /// <summary>The key in OpenSSH's wire format; null where OpenSSH has no such kind of key (curve P224).</summary>
    public abstract SshKeyParts? Ssh { get; }

    public abstract X509SignatureGenerator Signer { get; }

    public string PublicPem => Line(PemEncoding.WriteString("PUBLIC KEY", PublicDer));

    public static TlsKey Create(string algorithm, string curve) => algorithm switch
    {
        "ECDSA" => EcdsaTlsKey.Create(curve),
        "ED25519" => Ed25519TlsKey.Create(),
        _ => throw new ProviderException(
            $"key algorithm '{algorithm}' is not supported, only ECDSA and ED25519 are"),
    };

    /// <exception cref="ProviderException">The text is no unencrypted PEM private key of a supported kind.</exception>
    public static TlsKey Parse(string pem, string property)
    {
        try
        {
            if (!PemEncoding.TryFind(pem, out var fields))
                throw new ProviderException($"{property} holds no PEM block");
            var der = Convert.FromBase64String(pem[fields.Base64Data]);
            return pem[fields.Label] switch
            {
                "EC PRIVATE KEY" => EcdsaTlsKey.Import(key => key.ImportECPrivateKey(der, out _)),
                "PRIVATE KEY" => ParsePkcs8(der),
                var label => throw new ProviderException($"{property} is a '{label}', not a private key that can sign"),
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException or AsnContentException)
        {
            throw new ProviderException($"{property} is no readable private key", e);
        }
    }

    public abstract void Dispose();

    /// <summary>PEM text with the newline at its end that the real provider writes.</summary>
    protected static string Line(string pem) => pem + "\n";

    private static TlsKey ParsePkcs8(byte[] der)
    {
        var key = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger();
        var algorithm = key.ReadSequence().ReadObjectIdentifier();
        return algorithm switch
        {
            "1.2.840.10045.2.1" => EcdsaTlsKey.Import(key => key.ImportPkcs8PrivateKey(der, out _)),
            Ed25519TlsKey.Oid => Ed25519TlsKey.Import(der),
            _ => throw new ProviderException($"private keys of algorithm {algorithm} are not supported"),
        };
    }
}
