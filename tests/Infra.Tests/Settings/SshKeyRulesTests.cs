using System.Text.Json;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>Keys as ssh-keygen and openssl write them.</summary>
public sealed class SshKeyRulesTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-t ed25519")]
    [InlineData("-t ecdsa -b 256")]
    [InlineData("-t ecdsa -b 521")]
    [InlineData("-t rsa -b 2048")]
    [InlineData("-t rsa -b 2048 -m PEM")]
    [InlineData("-t ecdsa -b 384 -m PEM")]
    [InlineData("-t rsa -b 2048 -m PKCS8")]
    [InlineData("-t ecdsa -b 256 -m PKCS8")]
    public void Read_PlainKey_IsAcceptedWithoutAPassword(string options)
    {
        var key = Generate(options, "");

        Assert.NotNull(SettingsReader.Read(With(key)).Services.Ssh.PrivateKey);
        AssertProblem(With(key, "hunter2"), "ssh.privateKeyPassword: should not be set");
    }

    [Fact]
    public void Read_Ed25519InPkcs8_IsAccepted()
    {
        var key = Shell.Run("openssl", "genpkey", "-algorithm", "ed25519");

        Assert.NotNull(SettingsReader.Read(With(key)).Services.Ssh.PrivateKey);
    }

    [Theory]
    [InlineData("-t ed25519")]
    [InlineData("-t rsa -b 2048")]
    [InlineData("-t rsa -b 2048 -m PEM")]
    public void Read_EncryptedKey_NeedsItsPassword(string options)
    {
        var key = Generate(options, "hunter2");

        Assert.NotNull(SettingsReader.Read(With(key, "hunter2")).Services.Ssh.PrivateKeyPassword);
        AssertProblem(With(key), "ssh.privateKeyPassword: is missing, ssh.privateKey is encrypted");
    }

    [Theory]
    [InlineData("-t rsa -b 2048 -m PKCS8", "hunter2", "is encrypted PKCS #8, which Pulumi cannot read: ssh-keygen")]
    [InlineData("-t ed25519 -Z aes128-gcm@openssh.com", "hunter2", "should be encrypted with aes256-ctr")]
    public void Read_EncryptedInAnotherWay_SaysHowToConvertIt(string options, string password, string line) =>
        AssertProblem(With(Generate(options, password), password), line);

    [Fact]
    public void Read_PublicKey_SaysSo()
    {
        Generate("-t ed25519", "");

        AssertProblem(With(File.ReadAllText(_folder.At("key.pub"))), "is the public one");
    }

    [Fact]
    public void Read_FidoKey_SaysSo() => AssertProblem(With(FidoKey()), "is a FIDO key, which needs a touch");

    [Fact]
    public void Read_KeyThatIsCutOff_SaysSo()
    {
        var lines = Generate("-t ed25519", "").Split('\n');

        AssertProblem(With(string.Join('\n', lines[..3])), "is cut off or changed");
        AssertProblem(With(string.Join('\n', [lines[0], lines[1][..32], lines[^2]])), "is cut off");
    }

    [Theory]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "puttygen KEY.ppk -O private-openssh -o KEY")]
    [InlineData("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAAA\n", "ssh-keygen -i -f KEY > KEY.openssh")]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----", "is DSA, which the VMs' sshd")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is a certificate or public key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is none, or is cut off")]
    [InlineData("~/.ssh/id_ed25519", "should be a private key (-----BEGIN OPENSSH PRIVATE KEY-----), is not")]
    public void Read_SomethingElse_SaysWhatItIs(string key, string line) => AssertProblem(With(key), line);

    [Fact]
    public void Read_KeyAfterItsCurve_SaysWhatToTakeOut() => AssertProblem(
        With(Shell.Run("openssl", "ecparam", "-name", "prime256v1", "-genkey")), "begins with EC PARAMETERS");

    private static void AssertProblem(Dictionary<string, string> config, string line)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems);
        Assert.Contains(line, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> With(string privateKey, string? privateKeyPassword = null) =>
        Config.With("ssh", JsonSerializer.Serialize(new { privateKey, privateKeyPassword }));

    /// <summary>The form of PROTOCOL.key; the device that it would need is of no interest.</summary>
    private static string FidoKey()
    {
        static byte[] Text(byte[] value) =>
            [0, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];
        byte[] publicKey =
            [.. Text([.. "sk-ssh-ed25519@openssh.com"u8]), .. Text(new byte[32]), .. Text([.. "ssh:"u8])];
        byte[] key =
        [
            .. "openssh-key-v1\0"u8, .. Text([.. "none"u8]), .. Text([.. "none"u8]), .. Text([]), 0, 0, 0, 1,
            .. Text(publicKey), .. Text(new byte[128]),
        ];
        const string label = "OPENSSH PRIVATE KEY-----\n";
        return $"-----BEGIN {label}{Convert.ToBase64String(key)}\n-----END {label}";
    }

    private string Generate(string options, string password)
    {
        var file = _folder.At("key");
        File.Delete(file);
        Shell.Run("ssh-keygen", ["-q", "-C", "test", .. options.Split(' '), "-f", file, "-N", password]);
        return File.ReadAllText(file);
    }
}
