using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Engine.Providers.Tls;

/// <summary>.NET has no Ed25519 of its own; BouncyCastle, which SSH.NET brings, has.</summary>
internal sealed class Ed25519TlsKey(Ed25519PrivateKeyParameters key) : TlsKey
{
    public const string Oid = "1.3.101.112";

    // RFC 8410: everything before the 32 bytes of the key is fixed.
    private static readonly byte[] Pkcs8Prefix = Convert.FromHexString("302e020100300506032b657004220420");
    private static readonly byte[] PublicPrefix = Convert.FromHexString("302a300506032b6570032100");

    public override string Algorithm => "ED25519";

    /// <summary>Ed25519 hashes by itself; the request class only wants a name.</summary>
    public override HashAlgorithmName Hash => HashAlgorithmName.SHA512;

    public override string Pem => Pkcs8Pem;

    public override string Pkcs8Pem =>
        Line(PemEncoding.WriteString("PRIVATE KEY", [.. Pkcs8Prefix, .. key.GetEncoded()]));

    public override byte[] PublicDer => [.. PublicPrefix, .. Public];

    public override PublicKey PublicKey => PublicKey.CreateFromSubjectPublicKeyInfo(PublicDer, out _);

    public override X509SignatureGenerator Signer => new Generator(this);

    public override SshKeyParts Ssh => new(
        "ssh-ed25519",
        new SshWriter().Bytes(Public),
        new SshWriter().Bytes(Public).Bytes([.. key.GetEncoded(), .. Public]));

    private byte[] Public => key.GeneratePublicKey().GetEncoded();

    public static Ed25519TlsKey Create() => new(new Ed25519PrivateKeyParameters(RandomNumberGenerator.GetBytes(32)));

    public static Ed25519TlsKey Import(byte[] pkcs8) => pkcs8.AsSpan().StartsWith(Pkcs8Prefix)
        ? new Ed25519TlsKey(new Ed25519PrivateKeyParameters(pkcs8, Pkcs8Prefix.Length))
        : throw new CryptographicException("not an RFC 8410 private key without attributes");

    public override void Dispose()
    {
    }

    private sealed class Generator(Ed25519TlsKey key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            Convert.FromHexString("300506032b6570");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.Sign(data);

        protected override PublicKey BuildPublicKey() => key.PublicKey;
    }

    private byte[] Sign(byte[] data)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(data, 0, data.Length);
        return signer.GenerateSignature();
    }
}
