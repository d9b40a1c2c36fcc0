using System.Net;
using System.Text.Json.Nodes;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Tests.Cutover;

/// <summary>How a database VM, which has none of the containers' files, asks its MongoDB as they do.</summary>
public sealed class MongoDriverTests : IDisposable
{
    private readonly TestAuthority _authority = new("the site's");
    private readonly TestAuthority _other = new("another one");

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Answer_OverTls_IsHeardWithTheFilesOfTheStackFileWhichAreGoneThen()
    {
        using var server = Server(asksForClients: true);

        var lines = (await RunAsync(
            Database(_authority.Certificate, _authority.Issue("server-m2")),
            $"mongodb_answer 127.0.0.1:{server.Port} db.example.org; stat -c %a $mongodb_files; echo $mongodb_files"))
            .Split('\n');

        Assert.NotNull(MongoHello.Parse(lines[0]));
        Assert.Equal("700", lines[1]);
        Assert.False(Directory.Exists(lines[2]));
    }

    [Fact]
    public async Task Flaw_OfAnotherCaOrOfNoClientCertificate_NamesTheSetting()
    {
        using var server = Server(asksForClients: true);
        var question = $"mongodb_flaw 127.0.0.1:{server.Port} db.example.org";

        Assert.StartsWith(
            "shows a certificate that database.tls.caCertificate has not issued",
            await RunAsync(Database(_other.Certificate, _authority.Issue("server-m2")), question),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "asks for a client certificate", await RunAsync(Database(_authority.Certificate), question),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flaw_OfTlsOnOneSideOnly_IsNamedBothWays()
    {
        using var server = Server(asksForClients: false);
        using var plain = new TinyMongoDb(IPAddress.Loopback);

        Assert.StartsWith(
            "takes TLS connections only", await RunAsync(Database(null), $"mongodb_flaw 127.0.0.1:{server.Port}"),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "takes no TLS",
            await RunAsync(Database(_authority.Certificate), $"mongodb_flaw 127.0.0.1:{plain.Port}"),
            StringComparison.Ordinal);
    }

    /// <summary>What the URI lets pass is not held against MongoDB here.</summary>
    [Theory]
    [InlineData("&tlsAllowInvalidHostnames=true", "")]
    [InlineData("&tlsinsecure=true", "")]
    [InlineData("&appName=tlsInsecure", "shows a certificate that does not name 127.0.0.1")]
    public async Task Flaw_OfANameThatTheUriDoesNotAskFor_IsNone(string options, string flaw)
    {
        using var server = Server(asksForClients: false);
        var database = Database(_authority.Certificate, client: null, options);

        Assert.StartsWith(
            flaw, await RunAsync(database, $"mongodb_flaw 127.0.0.1:{server.Port}"), StringComparison.Ordinal);
        Assert.Equal(flaw.Length == 0, (await RunAsync(database, $"mongodb_flaw 127.0.0.1:{server.Port}")).Length == 0);
    }

    private TinyMongoDb Server(bool asksForClients)
    {
        var tls = TinyMongoDb.Tls(_authority.Issue("mongod", "db.example.org"));
        tls.ClientCertificateRequired = asksForClients;
        tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new TinyMongoDb(IPAddress.Loopback, tls);
    }

    private static DatabaseSettings Database(string? ca, string? client = null, string options = "") =>
        SomeStack.Settings(("database", new JsonObject
        {
            ["host"] = "10.0.0.30",
            ["mongoDbUri"] = $"mongodb://10.0.0.30/enginsight?replicaSet=rs0{options}",
            ["tls"] = new JsonObject
            {
                ["caCertificate"] = ca,
                ["clientCertificate"] = client,
            },
        }.ToJsonString())).Database;

    private static async Task<string> RunAsync(DatabaseSettings database, string script) => (await Shell.RunAsync(
        ["bash", "-c", $"""
            {EmbeddedFile.Read("remote/places.sh")}
            {MongoDriver.Script}
            {MongoDriver.ScriptFor(database)}
            {script}
            """],
        input: MongoDriver.Files(database))).Succeeded().Trimmed;
}
