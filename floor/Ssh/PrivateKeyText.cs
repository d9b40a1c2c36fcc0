using System.Text;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// A private key as people paste it. Taken is what Pulumi's own provider takes too: RSA, ECDSA and Ed25519 as PKCS#1,
/// SEC 1, PKCS#8 or OpenSSH's format, the last and the old PEM also with a passphrase. For everything else there is
/// one line, with the command that converts it.
/// </summary>
internal static class PrivateKeyText
{
    private const string Begin = "-----BEGIN ";
    private const string Rewrite = "ssh-keygen -p -f KEYFILE";
    private const string MakeAnother = "make another: ssh-keygen -t ed25519";

    /// <summary>Ciphers of OpenSSH's format; ssh-keygen takes the first unless told otherwise.</summary>
    private static readonly string[] Ciphers = ["aes256-ctr", "aes256-cbc"];

    /// <summary>What keeps the text from being used, worded to stand behind the name of its setting; else null.</summary>
    public static string? Problem(string text, string? passphrase) =>
        ProblemOfForm(text, passphrase) ?? ProblemOfContent(text, passphrase, out _);

    /// <exception cref="SshFailureException">The text is no such key; the message does not quote it.</exception>
    public static PrivateKeyFile Read(string text, string? passphrase)
    {
        PrivateKeyFile? key = null;
        var problem = ProblemOfForm(text, passphrase) ?? ProblemOfContent(text, passphrase, out key);
        return problem is null
            ? key!
            : throw new SshFailureException(SshFailureKind.Settings, $"the private key {problem}");
    }

    private static string? ProblemOfForm(string text, string? passphrase) =>
        ProblemOfText(text)
        ?? ProblemOfKind(Label(text), OpenSshKey.Parse(text))
        ?? ProblemOfPassphrase(IsEncrypted(text), passphrase);

    private static string? ProblemOfText(string text) => text.Trim() switch
    {
        "" => "is empty",
        ['\uFEFF', ..] => "begins with a byte order mark; save the file as UTF-8 without it",
        var key when Begins(key, "PuTTY-User-Key-File") =>
            "is in PuTTY's format; convert it: puttygen KEY.ppk -O private-openssh -o KEYFILE",
        var key when Begins(key, "---- BEGIN SSH2") => "is in ssh.com's format; convert it: ssh-keygen -i -f KEYFILE",
        var key when Begins(key, "ssh-") || Begins(key, "ecdsa-") || Begins(key, "sk-")
            || key.Contains(" PUBLIC KEY-----", StringComparison.Ordinal) =>
            "is a public key; the private one is in the file of the same name without .pub",
        var key when !Begins(key, Begin) && !key.Contains("\n" + Begin, StringComparison.Ordinal) =>
            $"should begin with {Begin}OPENSSH PRIVATE KEY-----; paste the whole file, such as ~/.ssh/id_ed25519",
        var key when !key.Contains($"-----END {Label(key)}-----", StringComparison.Ordinal) =>
            "is cut off; paste the whole file, its last line included",
        _ => null,
    };

    private static string? ProblemOfKind(string label, OpenSshKey? openSsh) => (label, openSsh) switch
    {
        ("OPENSSH PRIVATE KEY", null) => "is damaged; check it: ssh-keygen -y -f KEYFILE",
        (_, { IsHardware: true }) => $"is that of a FIDO token, which somebody has to touch; {MakeAnother}",
        ("DSA PRIVATE KEY", _) or (_, { Type: "ssh-dss" }) => $"is a DSA key, which servers refuse; {MakeAnother}",
        (_, { IsEncrypted: true } key) when !Ciphers.Contains(key.Cipher) =>
            $"is encrypted with {key.Cipher}, which Pulumi's provider cannot open; encrypt it anew: {Rewrite}",
        ("ENCRYPTED PRIVATE KEY", _) =>
            $"is an encrypted PKCS#8 key, which Pulumi's provider cannot open; convert it: {Rewrite}",
        ("RSA PRIVATE KEY" or "EC PRIVATE KEY" or "PRIVATE KEY" or "OPENSSH PRIVATE KEY", _) => null,
        _ => $"is a {label.ToLowerInvariant()}, with which nobody can log in; {MakeAnother}",
    };

    private static string? ProblemOfPassphrase(bool encrypted, string? passphrase) => (encrypted, passphrase) switch
    {
        (true, null or "") => "has a passphrase, which privateKeyPassword should be",
        (false, { Length: > 0 }) => "has no passphrase; remove privateKeyPassword",
        _ => null,
    };

    private static string? ProblemOfContent(string text, string? passphrase, out PrivateKeyFile? key)
    {
        key = null;
        try
        {
            key = Open(text, passphrase);
            return null;
        }
        catch (Exception)
        {
            // Of whatever type: the parsers have no list of theirs. What they say might quote the key.
            return IsEncrypted(text)
                ? "does not open with privateKeyPassword, which should be its passphrase"
                : "is damaged, or no RSA, ECDSA or Ed25519 key; check it: ssh-keygen -y -f KEYFILE";
        }
    }

    private static PrivateKeyFile Open(string text, string? passphrase)
    {
        var key = text[text.IndexOf(Begin, StringComparison.Ordinal)..].Trim().ReplaceLineEndings("\n");
        return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(key + "\n")), passphrase);
    }

    private static bool IsEncrypted(string text) =>
        text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal)
        || OpenSshKey.Parse(text) is { IsEncrypted: true };

    private static string Label(string text) =>
        text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..].Split("-----")[0];

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.Ordinal);
}
