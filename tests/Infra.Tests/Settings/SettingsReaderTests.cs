using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public class SettingsReaderTests
{
    [Fact]
    public void Read_CompleteSite_DerivesWhatIsNotWritten()
    {
        var settings = SettingsReader.Read(Config.Site());

        Assert.Equal("https://app.example.org", settings.AppUrl);
        Assert.Equal(["lb", "app1", "app2", "services", "db"], settings.AllVms.Select(vm => vm.Name));
        Assert.Equal("10.0.0.11", settings.AppServers[0].Address);
        Assert.All(settings.AllVms, vm => Assert.Equal(("ops", 22), (vm.Ssh.User, vm.Ssh.Port)));
        Assert.Equal("registry.enginsight.com/enginsight/server-m2:7.17.31", settings.Versions.Image("server-m2"));
        Assert.Equal("mongo:4", settings.Versions.CveDatabase);
        Assert.Null(settings.JwtSecret);
        Assert.True(settings.Mail.OnAppServers);
    }

    [Fact]
    public void Read_VmOverridesUserAndPort_OthersKeepTheStacks()
    {
        var settings = SettingsReader.Read(Config.WithPath("appServers[1].port", 2222));

        Assert.Equal([22, 2222], settings.AppServers.Select(vm => vm.Ssh.Port));
    }

    private static JsonArray Allowed(string name, string address) =>
        [new JsonObject { ["name"] = name, ["address"] = address }];

    public static TheoryData<string, JsonNode?, string> BadPaths => new()
    {
        { "appServers[1].host", "10.0.0.300", "appServers[1].host: '10.0.0.300' is not an IP address or host name" },
        { "appServers[1].host", "a b", "appServers[1].host: 'a b' is not an IP address or host name" },
        { "appServers[1].address", "nope", "appServers[1].address: 'nope' is not an IP address" },
        {
            "appServers[1].host", "192.0.2.11",
            "appServers[1].host: should be unique, '192.0.2.11' is also appServers[0].host"
        },
        {
            "appServers[1].address", "10.0.0.11",
            "appServers[1].address: should be unique, '10.0.0.11' is also appServers[0].address"
        },
        { "appServers[1].name", "app1", "appServers[1].name: should be unique, 'app1' is also appServers[0].name" },
        { "appServers[1].name", "App 2", "appServers[1].name: should be up to 31 lower-case letters" },
        {
            "services.host", "192.0.2.10",
            "services.host: should be unique, '192.0.2.10' is also loadBalancer.host; "
            + "the load balancer's VM runs no Docker"
        },
        { "services.adress", "10.0.0.20", "services.adress: is not a known key; did you mean 'address'?" },
        {
            "database.mongoDbUri", "mongodb://10.0.0.30:27017/enginsight",
            "database.mongoDbUri: should name the replica set"
        },
        { "database.mongoDbUri", "10.0.0.30", "database.mongoDbUri: should look like mongodb://" },
        { "database.redisPassword", "a b", "database.redisPassword: should consist of" },
        { "database.redisMaxMemory", "half", "database.redisMaxMemory: should be a size as redis writes it" },
        { "database.allow", Allowed("Backup", "10.0.0.40"), "database.allow[0].name: should be lower-case letters" },
        { "database.allow", Allowed("app1", "10.0.0.40"), "database.allow[0].name: should be unique, 'app1' is also" },
        { "database.allow", Allowed("backup", "10.0.0.11"), "database.allow[0].address: should be unique, '10.0.0.11'" },
        { "database.allow", Allowed("backup", "10.0.5.1/24"), "database.allow[0].address: should be an IP address, or" },
        { "database.allow", Allowed("backup", "0.0.0.0/0"), "database.allow[0].address: should be an IP address, or" },
        { "database.allow", Allowed("backup", "backup.lan"), "database.allow[0].address: should be an IP address, or" },
        { "versions.server-m3", "1.0.0", "versions.server-m3: is not a known service; did you mean 'server-m2'?" },
        { "versions.server-m2", "not a tag", "versions.server-m2: should be an image tag" },
        { "registry.username", "user", "registry.password: is missing; registry.username is set" },
        { "mail.port", 70000, "mail.port: should be a whole number from 1 to 65535, was '70000'" },
        { "mail.sslTls", "perhaps", "mail.sslTls: should be true or false, was 'perhaps'" },
        { "loadBalancer.hostKey", "ssh-rsa AAAA", "loadBalancer.hostKey: should be one line such as 'ssh-ed25519" },
        { "loadBalancer.clientMaxBodySize", "200 MB", "loadBalancer.clientMaxBodySize: should be a size" },
        { "certificate.certificate", "-----BEGIN CERTIFICATE-----", "certificate.privateKey: is missing" },
        { "certificate.privateKeyPath", "/x", "certificate.certificatePath: is missing" },
        { "ssh.privateKey", null, "ssh.privateKey: is missing" },
        { "ssh.proxy", new JsonObject(), "ssh.proxy.host: is missing; it should be the IP address or host name" },
        { "ssh.proxy", Proxy("host", "a b"), "ssh.proxy.host: 'a b' is not an IP address or host name" },
        { "ssh.proxy", Proxy("hostKey", "ssh-rsa AAAA"), "ssh.proxy.hostKey: should be one line such as 'ssh-ed25519" },
        { "ssh.proxy", Proxy("user", "a b"), "ssh.proxy.user: should be the name of a user there" },
        { "ssh.proxy", Proxy("privateKey", "PuTTY-User-Key-File-3:"), "ssh.proxy.privateKey: should be in OpenSSH" },
        { "ssh.proxy", Proxy("hots", "bastion"), "ssh.proxy.hots: is not a known key; did you mean 'host'?" },
    };

    private static JsonObject Proxy(string key, string value) => new()
    {
        ["host"] = "bastion.example.org",
        [key] = value,
    };

    [Fact]
    public void Read_Proxy_HasTheLoginOfTheVmsUnlessItHasOneOfItsOwn()
    {
        var plain = SettingsReader.Read(Config.WithPath("ssh.proxy", Proxy("host", "203.0.113.5")));
        var own = SettingsReader.Read(Config.WithPath("ssh.proxy", Proxy("user", "jump")));

        Assert.All(plain.AllVms, vm => Assert.Equal(
            new SshProxySettings("203.0.113.5", "ops", 22, vm.Ssh.PrivateKey, vm.Ssh.PrivateKeyPassword, null),
            vm.Ssh.Proxy));
        Assert.Equal("jump", own.Services.Ssh.Proxy?.User);
    }

    [Theory]
    [MemberData(nameof(BadPaths))]
    public void Read_BadValue_NamesThingExpectationAndValue(string path, JsonNode? value, string line)
    {
        var problems = ProblemsOf(Config.WithPath(path, value?.DeepClone()));

        Assert.StartsWith(line, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acceptEula", null, "acceptEula: should be true, was missing")]
    [InlineData("acceptEula", "yes", "acceptEula: should be true, was 'yes'")]
    [InlineData("appDomain", "https://app.example.org", "appDomain: should be a host name without https://")]
    [InlineData("apiDomain", "app.example.org", "apiDomain: should differ from appDomain")]
    [InlineData("apiDomain", null, "apiDomain: is missing; it should be")]
    [InlineData("appServers", "[]", "appServers: should list two or more app servers, lists 0")]
    [InlineData("appServers", """[{"host":"10.1.1.1"}]""", "appServers: should list two or more app servers, lists 1")]
    [InlineData("appServers", "10.1.1.1", "appServers: should be a list, was a text")]
    [InlineData("jwtSecret", "a\"b", "jwtSecret: should consist of A-Z a-z 0-9 _ and - only")]
    [InlineData("jwtSecret", "a/b&c", "jwtSecret: should consist of A-Z a-z 0-9 _ and - only")]
    [InlineData(
        "mail", """{"user":"u","password":"a\nb"}""", "mail.password: should be one line without control characters")]
    [InlineData("appServer", "x", "appServer: is not a known key; did you mean 'appServers'?")]
    public void Read_BadKey_NamesThingExpectationAndValue(string key, string? value, string line)
    {
        Assert.Contains(
            ProblemsOf(Config.With(key, value)), problem => problem.StartsWith(line, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ManyProblems_ListsAllAtOnce()
    {
        var config = Config.WithPath("appServers[0].host", "10.0.0.300");
        config.Remove("acceptEula");
        config["nonsense"] = "1";

        Assert.Equal(3, ProblemsOf(config).Count);
    }

    [Fact]
    public void Read_SecretOfWrongShape_IsNotInTheMessage()
    {
        var config = Config.With("jwtSecret", "hunter2 hunter2");

        var e = Assert.Throws<SettingsException>(() => SettingsReader.Read(config));
        Assert.DoesNotContain("hunter2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretText_AsText_IsRedacted() => Assert.Equal("[secret]", $"{new SecretText("hunter2")}");

    private static IReadOnlyList<string> ProblemsOf(Dictionary<string, string> config) =>
        Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;
}
