using System.Buffers.Binary;
using System.Text;

namespace Floor.Ssh;

/// <summary>What stands in clear in a private key of OpenSSH's format.</summary>
/// <param name="Cipher">none, or what its private half is encrypted with.</param>
/// <param name="Type">Such as ssh-ed25519.</param>
internal sealed record OpenSshKey(string Cipher, string Type)
{
    private static ReadOnlySpan<byte> Magic => "openssh-key-v1\0"u8;

    public bool IsEncrypted => Cipher != "none";

    /// <summary>The private half is in a token (sk-ssh-ed25519@openssh.com and its like).</summary>
    public bool IsHardware => Type.StartsWith("sk-", StringComparison.Ordinal);

    /// <summary>Null where the text is something else.</summary>
    public static OpenSshKey? Parse(string text)
    {
        var parts = text.Split("-----");
        var data = new byte[text.Length];
        if (parts.Length < 3 || parts[1] != "BEGIN OPENSSH PRIVATE KEY"
            || !Convert.TryFromBase64String(parts[2], data, out var length)
            || !data.AsSpan(0, length).StartsWith(Magic))
        {
            return null;
        }

        // Cipher, key derivation and its options, number of keys, public key, whose first field is its type.
        ReadOnlySpan<byte> rest = data.AsSpan(Magic.Length, length - Magic.Length);
        return Next(ref rest) is { } cipher && Next(ref rest) is not null && Next(ref rest) is not null
            && rest.Length >= 8 && Next(ref rest, skip: 8) is { } type
            ? new OpenSshKey(Encoding.ASCII.GetString(cipher), Encoding.ASCII.GetString(type))
            : null;
    }

    /// <summary>A field that is preceded by its length, or null where the data ends before it does.</summary>
    private static byte[]? Next(ref ReadOnlySpan<byte> data, int skip = 0)
    {
        data = data[skip..];
        if (!BinaryPrimitives.TryReadUInt32BigEndian(data, out var length) || length > data.Length - 4)
            return null;
        var field = data.Slice(4, (int)length).ToArray();
        data = data[(4 + (int)length)..];
        return field;
    }
}
