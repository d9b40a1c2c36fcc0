using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public sealed class ContainerTests : IDisposable
{
    private readonly OpenSsl _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData("""{"server-m3":{}}""", "containers.server-m3: is not a known service; did you mean 'server-m2'?")]
    [InlineData("""{"all":{"env":{}}}""", "containers.all.env: is not a known key")]
    [InlineData("""{"all":{"environment":{"A B":"x"}}}""", "containers.all.environment: should have names such as TZ")]
    [InlineData("""{"all":{"environment":{"A":true}}}""", "containers.all.environment.A: should be text")]
    [InlineData("""{"all":{"environment":["A=1"]}}""", "containers.all.environment: should be a map of settings")]
    [InlineData("""{"all":{"volumes":["data:/data"]}}""", "containers.all.volumes: should have entries such as")]
    [InlineData("""{"all":{"volumes":["./x:/data"]}}""", "containers.all.volumes: should have entries such as")]
    [InlineData("""{"all":{"volumes":["/x:/y:z"]}}""", "containers.all.volumes: should have entries such as")]
    [InlineData(
        """{"all":{"volumes":["/x:/etc/enginsight/server-m2/config.json"]}}""",
        "containers.all.volumes: should not hide what is mounted already")]
    [InlineData("""{"all":{"extraHosts":["db1"]}}""", "containers.all.extraHosts: should have entries such as")]
    [InlineData("""{"all":{"extraHosts":["db1:x"]}}""", "containers.all.extraHosts: should have entries such as")]
    public void Read_WrongEntry_IsOneLineThatNamesIt(string containers, string problem) => Assert.StartsWith(
        problem, Assert.Single(ProblemsOf(Config.With("containers", containers))), StringComparison.Ordinal);

    [Fact]
    public void Read_Secret_IsRefusedBecauseTheComposeFileShowsIt()
    {
        var config = Config.With("containers", """{"all":{"environment":{"A":"x"}}}""");

        var problems = Assert.Throws<SettingsException>(
            () => SettingsReader.Read(config, new HashSet<string> { "containers" })).Problems;

        Assert.StartsWith("containers: should hold no secret", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UriWithFilesThatAreNotSet_SaysWhereTheyAreSet()
    {
        var problem = Assert.Single(ProblemsOf(Config.WithPath(
            "database.mongoDbUri",
            "mongodb://10.0.0.30/e?replicaSet=rs0&tls=true&tlsCAFile=/etc/enginsight/ssl/x.pem")));

        Assert.Contains("set database.tls.caCertificate", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mongodb://10.0.0.30/e?replicaSet=rs0", "&tls=true&tlsCAFile=/etc/enginsight/ssl/ca.pem")]
    [InlineData("mongodb+srv://db.example.org/e", "?tls=true&tlsCAFile=/etc/enginsight/ssl/ca.pem")]
    [InlineData("mongodb://10.0.0.30/e?replicaSet=rs0&ssl=true&tlscafile=/etc/enginsight/ssl/ca.pem", "")]
    public void Read_UriWithACa_GetsTheOptionsThatItLacks(string uri, string added)
    {
        var config = Config.WithPath("database.mongoDbUri", uri);
        var database = JsonNode.Parse(config["database"])!;
        database["tls"] = new JsonObject { ["caCertificate"] = _openssl.Ca().Certificate };
        config["database"] = database.ToJsonString();

        var read = SettingsReader.Read(config).Database;

        Assert.Equal(uri + added, read.ConnectionString.Reveal());
        Assert.True(read.MongoDb.Tls);
    }

    [Fact]
    public void Read_ClientCertificateWithoutItsKey_IsRefused() => Assert.StartsWith(
        "database.tls.clientCertificate: should be the client's certificate and its key in one PEM text",
        Assert.Single(ProblemsOf(Config.WithPath(
            "database.tls", new JsonObject { ["clientCertificate"] = _openssl.Ca().Certificate }))),
        StringComparison.Ordinal);

    [Fact]
    public void Read_InsecureRegistryWithACa_IsRefused() => Assert.StartsWith(
        "registry.insecure: should be false",
        Assert.Single(ProblemsOf(Config.With("registry", new JsonObject
        {
            ["server"] = "harbor.local",
            ["insecure"] = true,
            ["caCertificate"] = _openssl.Ca().Certificate,
        }.ToJsonString()))),
        StringComparison.Ordinal);

    private static IReadOnlyList<string> ProblemsOf(Dictionary<string, string> config) =>
        Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;
}
