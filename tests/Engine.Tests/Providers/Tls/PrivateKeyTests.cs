using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Tls;

public sealed class PrivateKeyTests : IDisposable
{
    private static readonly ResourceRef PrivateKey = Resource("tls:index/privateKey:PrivateKey");

    private readonly PackageProvider _provider = Packages.Tls(TimeProvider.System);
    private readonly Scratch _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("ECDSA", "P256", "EC PRIVATE KEY")]
    [InlineData("ECDSA", "P384", "EC PRIVATE KEY")]
    [InlineData("ECDSA", "P521", "EC PRIVATE KEY")]
    [InlineData("ED25519", "P224", "PRIVATE KEY")]
    public async Task Create_EveryForm_IsTheSameKeyToOpensslAndSsh(
        string algorithm, string curve, string label)
    {
        var key = await CreateAsync(("algorithm", algorithm), ("ecdsaCurve", curve));

        string Text(string name) => key.GetString(name)!;
        Assert.StartsWith($"-----BEGIN {label}-----\n", Text("privateKeyPem"));
        var pem = _files.Write("pem", Text("privateKeyPem"));
        var pkcs8 = _files.Write("pkcs8", Text("privateKeyPemPkcs8"));
        var ssh = _files.Write("ssh", Text("privateKeyOpenssh"));
        var line = _files.Write("line", Text("publicKeyOpenssh"));
        Assert.Equal(Text("publicKeyPem"), Shell.Run("openssl", "pkey", "-in", pem, "-pubout"));
        Assert.Equal(Text("publicKeyPem"), Shell.Run("openssl", "pkey", "-in", pkcs8, "-pubout"));
        Assert.StartsWith(Text("publicKeyOpenssh").Trim(), Shell.Run("ssh-keygen", "-y", "-f", ssh));
        Assert.Contains(Text("publicKeyFingerprintSha256"), Shell.Run("ssh-keygen", "-l", "-f", line));
        Assert.Contains($"MD5:{Text("publicKeyFingerprintMd5")}",
            Shell.Run("ssh-keygen", "-l", "-E", "md5", "-f", line));
        Assert.All(
            ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh", "publicKeyPem", "publicKeyOpenssh"],
            name => Assert.EndsWith("\n", Text(name)));
    }

    [Fact]
    public async Task Create_HasAllOutputsTheRealProviderWrites()
    {
        var key = await CreateAsync(("algorithm", "ED25519"));

        Assert.Equal(
            [
                "__meta", "algorithm", "ecdsaCurve", "id", "privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8",
                "publicKeyFingerprintMd5", "publicKeyFingerprintSha256", "publicKeyOpenssh", "publicKeyPem", "rsaBits",
            ],
            key.Keys);
        Assert.Equal(("P224", 2048), (key.GetString("ecdsaCurve"), key.Int("rsaBits")));
        Assert.All(
            ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"], name =>
                Assert.IsType<SecretValue>(key[name]));
        var file = _files.Write("pub", key.GetString("publicKeyPem")!);
        var der = Shell.Run("sh", "-c", $"openssl pkey -pubin -in {file} -outform DER | sha1sum");
        Assert.StartsWith(key.GetString("id")!, der);
    }

    [Fact]
    public async Task Create_CurveP224_HasNoSshForms()
    {
        var key = await CreateAsync(("algorithm", "ECDSA"));

        Assert.Equal("", key.GetString("publicKeyOpenssh"));
        Assert.Contains("secp224r1",
            Shell.Run("openssl", "pkey", "-in", _files.Write("k", key.GetString("privateKeyPem")!), "-text"));
    }

    [Fact]
    public async Task Create_UnknownAlgorithm_FailsInWords()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => CreateAsync(("algorithm", "DSA")));

        Assert.Contains("'DSA'", error.Message);
    }

    [Fact]
    public async Task Create_Keys_ReadBackAlsoWhereTheirNumbersStartWithZeros()
    {
        // One key in 128 has a private number with a leading zero byte, where a writer is easily wrong.
        for (var i = 0; i < 300; i++)
        {
            var key = await CreateAsync(("algorithm", "ECDSA"), ("ecdsaCurve", "P256"));
            using var read = new Renci.SshNet.PrivateKeyFile(
                new MemoryStream(System.Text.Encoding.ASCII.GetBytes(key.GetString("privateKeyOpenssh")!)));
            var line = Convert.ToBase64String(
                ((Renci.SshNet.Security.KeyHostAlgorithm)read.HostKeyAlgorithms.First()).Data);
            Assert.Contains(line, key.GetString("publicKeyOpenssh")!);
        }
    }

    [Fact]
    public async Task Diff_DefaultsAndAlgorithm()
    {
        var key = await CreateAsync(("algorithm", "ED25519"));

        Assert.False((await DiffAsync(key, ("algorithm", "ED25519"), ("rsaBits", 2048))).HasChanges);
        Assert.True((await DiffAsync(key, ("algorithm", "ECDSA"))).Replaces);
        Assert.True((await DiffAsync(key.Remove("rsaBits"), ("algorithm", "ED25519"))).Replaces);
    }

    private Task<DiffResult> DiffAsync(PropertyMap outputs, params (string, PropertyValue)[] news) =>
        _provider.DiffAsync(PrivateKey, "id", Map(), outputs, Map(news));

    private async Task<PropertyMap> CreateAsync(params (string, PropertyValue)[] inputs) =>
        (await _provider.CheckAndCreateAsync(PrivateKey, Map(inputs), new Recording().Context())).Outputs;
}
