using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class SshCredentialsTests(SshServer server) : IClassFixture<SshServer>
{
    private const string Passphrase = "open sesame";

    [Theory]
    [InlineData("-t ed25519", "")]
    [InlineData("-t ed25519", Passphrase)]
    [InlineData("-t rsa -b 2048", Passphrase)]
    [InlineData("-t rsa -b 2048 -m PEM", "")]
    [InlineData("-t rsa -b 2048 -m PEM", Passphrase)]
    [InlineData("-t rsa -b 2048 -m PKCS8", "")]
    [InlineData("-t ecdsa -b 256", "")]
    [InlineData("-t ecdsa -b 384 -m PEM", Passphrase)]
    [InlineData("-t ecdsa -b 521 -m PKCS8", "")]
    public async Task Of_KeyOfSshKeygen_LogsIn(string options, string passphrase)
    {
        using var files = new Scratch();
        Shell.Run("ssh-keygen", ["-q", .. options.Split(' '), "-N", passphrase, "-f", files.At("key")]);
        await File.AppendAllTextAsync(server.Path("authorized"), await File.ReadAllTextAsync(files.At("key.pub")));
        await using var pool = new SshConnectionPool(SshLiveness.Default);
        var target = server.Target() with
        {
            PrivateKey = await File.ReadAllTextAsync(files.At("key")),
            PrivateKeyPassword = passphrase,
        };

        Assert.Equal("in\n", (await pool.RunAsync(target, "echo in")).Output);
    }

    [Theory]
    [InlineData(null, "privateKeyPassword is not set")]
    [InlineData("another", "does not open with privateKeyPassword")]
    public void Of_WrongPassphrase_SaysSo(string? passphrase, string said)
    {
        var failure = Assert.Throws<SshFailureException>(() => SshCredentials.Of(
            server.Target() with { PrivateKey = server.LockedKey, PrivateKeyPassword = passphrase }));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-----BEGIN hunter2-----")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----\n")]
    public void Of_UnreadableKey_IsNotQuoted(string text)
    {
        var failure = Assert.Throws<SshFailureException>(
            () => SshCredentials.Of(server.Target() with { PrivateKey = text }));

        Assert.Equal(SshFailureKind.Settings, failure.Kind);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }
}
