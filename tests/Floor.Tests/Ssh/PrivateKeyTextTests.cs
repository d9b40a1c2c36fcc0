using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class PrivateKeyTextTests : IDisposable
{
    private const string Passphrase = "open sesame";

    private readonly Scratch _files = new();

    [Theory]
    [InlineData("-t ed25519")]
    [InlineData("-t rsa -b 2048")]
    [InlineData("-t rsa -b 2048 -m PEM")]
    [InlineData("-t rsa -b 2048 -m PKCS8")]
    [InlineData("-t ecdsa -b 256")]
    [InlineData("-t ecdsa -b 384 -m PEM")]
    [InlineData("-t ecdsa -b 521 -m PKCS8")]
    public void Problem_KeyOfSshKeygen_IsNone(string options) =>
        Assert.Null(PrivateKeyText.Problem(Make(options), null));

    [Theory]
    [InlineData("-t ed25519")]
    [InlineData("-t rsa -b 2048")]
    [InlineData("-t rsa -b 2048 -m PEM")]
    [InlineData("-t ecdsa")]
    [InlineData("-t ed25519 -Z aes256-cbc")]
    public void Problem_EncryptedKey_IsNoneWithItsPassphraseAlone(string options)
    {
        var key = Make(options, Passphrase);

        Assert.Null(PrivateKeyText.Problem(key, Passphrase));
        Assert.Contains("has a passphrase", PrivateKeyText.Problem(key, null), StringComparison.Ordinal);
        Assert.Contains("does not open", PrivateKeyText.Problem(key, "another"), StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_Ed25519OfOpenssl_IsNone()
    {
        Shell.Run("openssl", "genpkey", "-algorithm", "ed25519", "-out", _files.At("key"));

        Assert.Null(PrivateKeyText.Problem(File.ReadAllText(_files.At("key")), null));
    }

    [Fact]
    public void Problem_LineEndsOfWindows_IsNone() =>
        Assert.Null(PrivateKeyText.Problem(Make("-t ed25519").ReplaceLineEndings("\r\n"), null));

    [Fact]
    public void Problem_PassphraseOfAKeyWithoutOne_SaysToRemoveIt() =>
        Assert.Contains(
            "remove privateKeyPassword", PrivateKeyText.Problem(Make("-t ed25519"), "x"), StringComparison.Ordinal);

    [Theory]
    [InlineData("-t rsa -b 2048 -m PKCS8", Passphrase, "ssh-keygen -p -f KEYFILE")]
    [InlineData("-t ed25519 -Z aes128-ctr", Passphrase, "ssh-keygen -p -f KEYFILE")]
    public void Problem_EncryptionThatPulumisProviderCannotOpen_SaysHowToConvert(
        string options, string passphrase, string command) =>
        Assert.EndsWith(command, PrivateKeyText.Problem(Make(options, passphrase), passphrase), StringComparison.Ordinal);

    [Theory]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "puttygen")]
    [InlineData("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n", "ssh-keygen -i")]
    [InlineData("ssh-ed25519 AAAAC3Nz somebody@somewhere", "public key")]
    [InlineData("sk-ssh-ed25519@openssh.com AAAA token", "public key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "public key")]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----", "DSA")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is a certificate")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", "cut off")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----", "damaged")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----", "damaged")]
    [InlineData("/home/me/.ssh/id_ed25519", "should begin with")]
    [InlineData("  ", "is empty")]
    public void Problem_OfSomethingElse_SaysWhatItIsInOneLineThatDoesNotQuoteIt(string text, string said)
    {
        var problem = PrivateKeyText.Problem(text, null);

        Assert.Contains(said, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
    }

    /// <summary>ssh-keygen makes a token's key with the token only, so this one is put together.</summary>
    [Fact]
    public void Problem_KeyOfAFidoToken_SaysToMakeAnother()
    {
        var publicKey = Fields("sk-ssh-ed25519@openssh.com"u8.ToArray(), new byte[32], "ssh:"u8.ToArray());
        byte[] content =
        [
            .. "openssh-key-v1\0"u8, .. Fields("none"u8.ToArray(), "none"u8.ToArray(), []), 0, 0, 0, 1,
            .. Fields(publicKey, new byte[64]),
        ];
        var text = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + Convert.ToBase64String(content)
            + "\n-----END OPENSSH PRIVATE KEY-----\n";

        Assert.Contains("FIDO", PrivateKeyText.Problem(text, null), StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static byte[] Fields(params byte[][] fields) =>
        [.. fields.SelectMany(field => (byte[])[0, 0, 0, (byte)field.Length, .. field])];

    private string Make(string options, string passphrase = "")
    {
        Shell.Run("ssh-keygen", ["-q", .. options.Split(' '), "-N", passphrase, "-f", _files.At("made")]);
        return File.ReadAllText(_files.At("made"));
    }
}
