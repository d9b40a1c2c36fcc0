using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Enginsight.Infra.Settings;

/// <summary>
/// Whether a private key is one that Pulumi's SSH client reads (golang.org/x/crypto/ssh), before it is tried on a VM.
/// </summary>
internal static class SshKeyRules
{
    private const string Make =
        "make one with ssh-keygen -t ed25519 -f KEY, and add KEY.pub to the VMs' authorized_keys";

    public static void Check(SshSettings ssh, SettingsProblems problems)
    {
        Check("ssh", ssh.PrivateKey, ssh.PrivateKeyPassword, problems);
        if (ssh.Proxy is { } proxy && proxy.PrivateKey != ssh.PrivateKey)
            Check("ssh.proxy", proxy.PrivateKey, proxy.PrivateKeyPassword, problems);
    }

    private static void Check(string section, SecretText? key, SecretText? password, SettingsProblems problems)
    {
        if (key is null)
            return;
        if (ProblemOf(key.Reveal(), out var isEncrypted) is { } problem)
            problems.Add($"{section}.privateKey", problem);
        else if (isEncrypted && password is null)
        {
            problems.Add($"{section}.privateKeyPassword", $"is missing, {section}.privateKey is encrypted; type: "
                + $"./scripts/pulumi config set --secret --path {section}.privateKeyPassword");
        }
        else if (!isEncrypted && password is not null)
        {
            problems.Add($"{section}.privateKeyPassword",
                $"should not be set, {section}.privateKey is not encrypted; type: "
                + $"./scripts/pulumi config rm --path {section}.privateKeyPassword");
        }
    }

    /// <summary>What kind of wrong key it is; never quotes it.</summary>
    private static string? ProblemOf(string text, out bool isEncrypted)
    {
        isEncrypted = text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal);
        if (text.StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal))
            return "should be in OpenSSH's format, is PuTTY's: puttygen KEY.ppk -O private-openssh -o KEY";
        if (IsPublic(text))
            return "should be the private key, is the public one: take the file without .pub";
        if (text.Contains("BEGIN SSH2 ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            return "should be in OpenSSH's format, is ssh.com's: ssh-keygen -i -f KEY > KEY.openssh";
        return PemText.Labels(text) switch
        {
            ["OPENSSH PRIVATE KEY"] when PemText.Blocks(text) is [var block] => OpenSsh(block.Content, out isEncrypted),
            ["OPENSSH PRIVATE KEY"] => "should be the whole private key, is cut off or changed; "
                + "set it from its file: ./scripts/pulumi config set --secret --path ssh.privateKey < KEY",
            ["ENCRYPTED PRIVATE KEY"] =>
                "should be in OpenSSH's format, is encrypted PKCS #8, which Pulumi cannot read: ssh-keygen -p -f KEY",
            ["DSA PRIVATE KEY"] => Refused("DSA"),
            ["RSA PRIVATE KEY"] or ["EC PRIVATE KEY"] when isEncrypted => null,
            ["RSA PRIVATE KEY"] or ["EC PRIVATE KEY"] or ["PRIVATE KEY"] => Pem(text),
            ["EC PARAMETERS", ..] => "should begin with the key, begins with EC PARAMETERS: leave those lines out",
            ["CERTIFICATE", ..] or ["PUBLIC KEY", ..] => "should be a private key, is a certificate or public key",
            _ => $"should be a private key (-----BEGIN OPENSSH PRIVATE KEY-----), is not; {Make}",
        };
    }

    private static bool IsPublic(string text) =>
        text.StartsWith("ssh-", StringComparison.Ordinal) || text.StartsWith("sk-", StringComparison.Ordinal)
        || text.StartsWith("ecdsa-", StringComparison.Ordinal)
        || text.Contains("BEGIN SSH2 PUBLIC KEY", StringComparison.Ordinal);

    /// <summary>
    /// PROTOCOL.key of OpenSSH: a magic word, cipher, key derivation and its options, the number of keys, and the
    /// public key, which begins with its kind and is never encrypted.
    /// </summary>
    private static string? OpenSsh(byte[] content, out bool isEncrypted)
    {
        isEncrypted = false;
        var magic = "openssh-key-v1\0"u8;
        if (!content.AsSpan().StartsWith(magic))
            return $"should be a private key, is not; {Make}";
        ReadOnlySpan<byte> rest = content.AsSpan(magic.Length);
        try
        {
            var cipher = Encoding.ASCII.GetString(Next(ref rest));
            Next(ref rest);
            Next(ref rest);
            rest = rest[4..];
            var publicKey = Next(ref rest);
            isEncrypted = cipher != "none";
            var kind = Encoding.ASCII.GetString(Next(ref publicKey));
            return isEncrypted && cipher is not ("aes256-ctr" or "aes256-cbc")
                ? $"should be encrypted with aes256-ctr, is with {Shown.Cut(cipher)}: "
                    + "ssh-keygen -p -Z aes256-ctr -f KEY"
                : ProblemOfKind(kind);
        }
        catch (ArgumentOutOfRangeException)
        {
            return "should be the whole private key, is cut off";
        }
    }

    private static string? ProblemOfKind(string kind) => kind switch
    {
        "ssh-ed25519" or "ssh-rsa" or "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384" or "ecdsa-sha2-nistp521" => null,
        "ssh-dss" => Refused("DSA"),
        _ when kind.StartsWith("sk-", StringComparison.Ordinal) =>
            $"should be a key that works unattended, is a FIDO key, which needs a touch of its device; {Make}",
        _ => $"should be an Ed25519, ECDSA or RSA key, is {Shown.Quoted(kind)}; {Make}",
    };

    private static string Refused(string kind) =>
        $"should be an Ed25519, ECDSA or RSA key, is {kind}, which the VMs' sshd refuses; {Make}";

    private static string? Pem(string text)
    {
        if (PemText.Blocks(text).Any(block => block.Label == "PRIVATE KEY" && IsEd25519(block.Content)))
            return null;
        foreach (var make in new Func<AsymmetricAlgorithm>[] { RSA.Create, ECDsa.Create })
        {
            try
            {
                using var key = make();
                key.ImportFromPem(text);
                return null;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                // of the other kind, or none
            }
        }

        return $"should be an Ed25519, ECDSA or RSA key, is none, or is cut off; {Make}";
    }

    /// <summary>PKCS #8: version 0, and the object identifier 1.3.101.112.</summary>
    private static bool IsEd25519(byte[] content)
    {
        ReadOnlySpan<byte> beginning = [0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70];
        return content.AsSpan().IndexOf(beginning) is >= 0 and < 8;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var value = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return value;
    }
}
