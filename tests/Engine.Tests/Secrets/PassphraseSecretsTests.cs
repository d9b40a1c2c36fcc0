using Engine.Secrets;

namespace Engine.Tests.Secrets;

public sealed class PassphraseSecretsTests
{
    // Made with Python's hashlib and cryptography, not with this code.
    public const string Passphrase = "correct horse";
    public const string Salt =
        "v1:AAECAwQFBgc=:v1:AAECAwQFBgcICQoL:Lsv0Mq4P43OA9/CWlvPiZJXoK3BhFA==";
    private const string Ciphertext = "v1:FBUWFxgZGhscHR4f:7zqN+9a4s2IT86ea9aWVWulMcuNZWhmSdQ==";

    [Fact]
    public void Decrypt_IndependentVector_GivesItsText() =>
        Assert.Equal("s3cr3t-ü", new PassphraseSecrets(Salt, () => Passphrase).Decrypt(Ciphertext));

    [Fact]
    public void Encrypt_SameTextTwice_DiffersAndDecrypts()
    {
        var secrets = new PassphraseSecrets(Salt, () => Passphrase);
        var (one, two) = (secrets.Encrypt("ä\n<x>"), secrets.Encrypt("ä\n<x>"));
        Assert.NotEqual(one, two);
        Assert.Equal("ä\n<x>", secrets.Decrypt(one));
        Assert.Matches("^v1:[A-Za-z0-9+/]{16}:[A-Za-z0-9+/]+=*$", one);
    }

    [Fact]
    public void Create_NewSalt_VerifiesOnlyThePassphraseItWasMadeWith()
    {
        var created = PassphraseSecrets.Create("p1");
        Assert.Equal("v1", created.Salt.Split(':')[0]);
        Assert.Equal(5, created.Salt.Split(':').Length);
        new PassphraseSecrets(created.Salt, () => "p1").Verify();
        var failure = Assert.Throws<EngineException>(() => new PassphraseSecrets(created.Salt, () => "p2").Verify());
        Assert.Equal("getting stack configuration: get stack secrets manager: incorrect passphrase", failure.Message);
        Assert.Equal(1, failure.ExitCode);
    }

    [Fact]
    public void Construction_WithoutUse_NeverAsksForThePassphrase() =>
        Assert.Equal(Salt, new PassphraseSecrets(Salt, () => throw new InvalidOperationException()).Salt);

    [Theory]
    [InlineData("")]
    [InlineData("v1:AAAA")]
    [InlineData("v2:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v1:?:!")]
    public void Decrypt_DamagedCiphertext_SaysSo(string ciphertext)
    {
        var secrets = new PassphraseSecrets(Salt, () => Passphrase);
        var failure = Assert.Throws<EngineException>(() => secrets.Decrypt(ciphertext));
        Assert.StartsWith("failed to decrypt", failure.Message);
    }
}
