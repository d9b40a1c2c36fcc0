using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>What a VM says of a MongoDB before anything there changes: what a driver would meet, by openssl.</summary>
public sealed class MongoDriverTests : IDisposable
{
    private const string Address = "127.0.0.1";
    private readonly Scratch _files = new();
    private readonly TestAuthority _authority = new("the site's");
    private readonly TestAuthority _other = new("another one");

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Flaw_InPlain_IsNone()
    {
        using var server = new TinyMongoDb(IPAddress.Loopback);

        Assert.Equal("", await FlawAsync($"{Address}:{server.Port}", "replicaSet=rs0"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, Address, Address)]
    [InlineData(SslProtocols.Tls13, Address, Address)]
    [InlineData(SslProtocols.Tls13, "localhost", "localhost")]
    [InlineData(SslProtocols.Tls13, "*.example.org", Address, "db.example.org")]
    [InlineData(SslProtocols.Tls13, "::1", "[::1]")]
    public async Task Flaw_OfACertificateOfTheCaForThatName_IsNone(
        SslProtocols protocol, string certified, string host, string name = "")
    {
        var tls = TinyMongoDb.Tls(_authority.Issue("mongod", certified));
        tls.EnabledSslProtocols = protocol;
        using var server = new TinyMongoDb(
            host == "[::1]" ? IPAddress.IPv6Loopback : IPAddress.Loopback, tls);
        Trust(_authority);

        Assert.Equal("", await FlawAsync($"{host}:{server.Port}", "replicaSet=rs0&TLS=true", name));
        Assert.Equal("", await FlawAsync($"{host}:{server.Port}", "ssl=true", name));
    }

    [Fact]
    public async Task Flaw_OfAnotherCa_NamesTheSetting()
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, TinyMongoDb.Tls(_other.Issue("mongod", Address)));
        Trust(_authority);

        Assert.StartsWith(
            "shows a certificate that database.tls.caCertificate has not issued (unable to get local issuer",
            await FlawAsync($"{Address}:{server.Port}", "tls=true"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.30", Address, "IP address mismatch")]
    [InlineData("127.0.0.1", "localhost", "hostname mismatch")]
    public async Task Flaw_OfACertificateForAnotherName_NamesIt(string certified, string host, string reason)
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, TinyMongoDb.Tls(_authority.Issue("mongod", certified)));
        Trust(_authority);

        Assert.StartsWith(
            $"shows a certificate that does not name {host} ({reason})",
            await FlawAsync($"{host}:{server.Port}", "tls=true"), StringComparison.Ordinal);
        Assert.Equal("", await FlawAsync($"{host}:{server.Port}", "tls=true&tlsAllowInvalidHostnames=true"));
    }

    [Fact]
    public async Task Flaw_OfACertificateThatHasEnded_SaysSo()
    {
        var ended = _authority.Issue("mongod", TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1), Address);
        using var server = new TinyMongoDb(IPAddress.Loopback, TinyMongoDb.Tls(ended));
        Trust(_authority);

        Assert.StartsWith(
            "shows a certificate that is not valid now (certificate has expired)",
            await FlawAsync($"{Address}:{server.Port}", "tls=true"), StringComparison.Ordinal);
        Assert.Equal("", await FlawAsync($"{Address}:{server.Port}", "tls=true&tlsInsecure=true"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, false)]
    public async Task Flaw_WithoutTheClientCertificateAskedFor_NamesTheSetting(SslProtocols protocol, bool saysWhy)
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, AskingForClients(protocol, saysWhy));
        Trust(_authority);

        Assert.Matches(
            @"\Aasks for a client certificate \(.+\): set database\.tls\.clientCertificate\z",
            await FlawAsync($"{Address}:{server.Port}", "tls=true"));

        _files.Write("client.pem", _authority.Issue("server-m2"));
        Assert.Equal("", await FlawAsync($"{Address}:{server.Port}", "tls=true"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Flaw_OfAClientCertificateThatIsRefused_NamesTheSetting(SslProtocols protocol)
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, AskingForClients(protocol, saysWhy: true));
        Trust(_authority);
        _files.Write("client.pem", _other.Issue("server-m2"));

        Assert.StartsWith(
            "turns database.tls.clientCertificate down (",
            await FlawAsync($"{Address}:{server.Port}", "tls=true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flaw_OfAClientCertificateWithTheKeyOfAnother_SaysWhatItShouldBe()
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, AskingForClients(SslProtocols.Tls13, saysWhy: true));
        Trust(_authority);
        var (one, two) = (_authority.Issue("server-m2"), _authority.Issue("server-m2"));
        var key = one.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        _files.Write("client.pem", one[..key] + two[two.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..]);

        Assert.StartsWith(
            "cannot be shown database.tls.clientCertificate",
            await FlawAsync($"{Address}:{server.Port}", "tls=true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flaw_OfOneThatTakesNoTls_SaysWhatToSet()
    {
        using var server = new TinyMongoDb(IPAddress.Loopback);
        Trust(_authority);

        Assert.StartsWith(
            "takes no TLS, which database.mongoDbUri or database.tls asks for",
            await FlawAsync($"{Address}:{server.Port}", "tls=true"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Flaw_OfOneThatTakesTlsOnly_SaysWhatToSet(bool asksForClients)
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, asksForClients
            ? AskingForClients(SslProtocols.Tls12, saysWhy: true)
            : TinyMongoDb.Tls(_authority.Issue("mongod", Address)));

        Assert.StartsWith(
            "takes TLS connections only, and database.mongoDbUri says nothing of TLS",
            await FlawAsync($"{Address}:{server.Port}", "replicaSet=rs0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flaw_OfAnotherProgram_OrOfNone_SaysSo()
    {
        var port = Loopback.FreePort();
        Assert.Equal("is not reached", await FlawAsync($"{Address}:{port}", "tls=true"));

        using var held = new SemaphoreSlim(0);
        var web = new TinyServer(IPAddress.Loopback, port, held); // which waits for the end of a line
        Assert.Equal("does not answer as MongoDB does", await FlawAsync($"{Address}:{port}", "", seconds: 1));
        Assert.Equal("does not answer over TLS within 1 s", await FlawAsync($"{Address}:{port}", "tls=true", seconds: 1));
        web.Abort();
    }

    /// <summary>
    /// Who is trusted without a CA is known as long as nothing in the compose file says otherwise; a VM without one, the
    /// database's, knows nothing of it.
    /// </summary>
    [Theory]
    [InlineData("image: server-m2", false)]
    [InlineData("NODE_EXTRA_CA_CERTS: /etc/enginsight/company.pem", true)]
    [InlineData("", true)]
    public async Task Flaw_OfAPrivateCaWithoutASetting_IsOneUnlessContainersMayKnowIt(string compose, bool mayBe)
    {
        using var server = new TinyMongoDb(IPAddress.Loopback, TinyMongoDb.Tls(_authority.Issue("mongod", Address)));
        if (compose.Length > 0)
            _files.Write("docker-compose.yml", compose);

        var flaw = await FlawAsync($"{Address}:{server.Port}", "tls=true");

        if (mayBe)
            Assert.Equal("", flaw);
        else
            Assert.StartsWith("shows a certificate that no public CA has issued", flaw, StringComparison.Ordinal);
    }

    private void Trust(TestAuthority authority) => _files.Write("ca.pem", authority.Certificate);

    /// <param name="saysWhy">Whether it ends the handshake with an alert, or the connection without a word.</param>
    private SslServerAuthenticationOptions AskingForClients(SslProtocols protocol, bool saysWhy)
    {
        var tls = TinyMongoDb.Tls(_authority.Issue("mongod", Address));
        tls.EnabledSslProtocols = protocol;
        tls.ClientCertificateRequired = true;
        tls.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        tls.CertificateChainPolicy.CustomTrustStore.ImportFromPem(_authority.Certificate);
        if (!saysWhy)
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return tls;
    }

    private async Task<string> FlawAsync(string place, string options, string name = "", int seconds = 5)
    {
        var library = StepScripts.Library(
            "remote/address.sh", "enterprise/mongodb-hello.sh", "enterprise/mongodb-driver.sh");
        return (await Shell.RunAsync(["bash", "-c", $"""
            set -euo pipefail
            enterprise={_files.Path} mongodb_files={_files.Path} mongodb_seconds={seconds}
            mongodb_uri='mongodb://10.0.0.30/enginsight?{options}'
            {library}
            mongodb_flaw {place} {name}
            """])).Succeeded().Trimmed;
    }
}
