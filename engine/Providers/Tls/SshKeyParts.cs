using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Engine.Providers.Tls;

/// <summary>
/// A key in the pieces OpenSSH writes: its type, and the fields of its public and of its private half.
/// </summary>
internal sealed record SshKeyParts(string Type, SshWriter PublicFields, SshWriter PrivateFields)
{
    private const int Block = 8;

    /// <summary>One authorized_keys line, without a comment.</summary>
    public string PublicLine => $"{Type} {Convert.ToBase64String(PublicBlob)}\n";

    public string Md5 => string.Join(":", MD5.HashData(PublicBlob).Select(part => part.ToString("x2")));

    public string Sha256 => "SHA256:" + Convert.ToBase64String(SHA256.HashData(PublicBlob)).TrimEnd('=');

    /// <summary>The unencrypted openssh-key-v1 file.</summary>
    public string PrivatePem
    {
        get
        {
            var check = RandomNumberGenerator.GetBytes(4);
            var secret = new SshWriter().Raw(check).Raw(check).Text(Type).Append(PrivateFields).Text("");
            for (byte pad = 1; secret.Length % Block != 0; pad++)
                secret.Raw([pad]);
            var file = new SshWriter().Raw("openssh-key-v1\0"u8)
                .Text("none").Text("none").Text("").Number(1).Bytes(PublicBlob).Bytes(secret.ToArray());
            return PemEncoding.WriteString("OPENSSH PRIVATE KEY", file.ToArray()) + "\n";
        }
    }

    private byte[] PublicBlob => new SshWriter().Text(Type).Append(PublicFields).ToArray();
}

/// <summary>Writes values the way the SSH protocol does (RFC 4251, section 5).</summary>
internal sealed class SshWriter
{
    private readonly MemoryStream _stream = new();

    public long Length => _stream.Length;

    public SshWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        return this;
    }

    public SshWriter Append(SshWriter other) => Raw(other.ToArray());

    public SshWriter Number(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Raw(bytes);
    }

    public SshWriter Bytes(ReadOnlySpan<byte> bytes) => Number((uint)bytes.Length).Raw(bytes);

    public SshWriter Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    /// <summary>A positive integer: no needless leading zeros, but one where the top bit is set.</summary>
    public SshWriter Integer(ReadOnlySpan<byte> bigEndian)
    {
        var digits = bigEndian.TrimStart((byte)0);
        return digits.Length > 0 && digits[0] >= 0x80 ? Bytes([0, .. digits]) : Bytes(digits);
    }

    public byte[] ToArray() => _stream.ToArray();
}
