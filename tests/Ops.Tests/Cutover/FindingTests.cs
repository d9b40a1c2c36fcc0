using System.Text;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Tests.Cutover;

/// <summary>Each check's verdict, from what VMs printed.</summary>
public class FindingTests
{
    private const string GoodApp = """
        system debian 12
        cores 4
        memory-kb 8148744
        swap-kb 4194300
        disk-kb 205375388 190000000
        """;

    private static readonly ManualTime Clock = new();

    // hello of a member of rs0 at 10.0.0.30:27017, without the message's first four bytes.
    private static readonly string Rs0 = Hello(
        ("setName", "rs0"), ("primary", "10.0.0.30:27017"), ("hosts", "10.0.0.30:27017"));

    [Theory]
    [InlineData("", "")]
    [InlineData("system debian 12", "system debian 11", "system:Warning")]
    [InlineData("system debian 12", "system ubuntu 24.04", "system:Blocker")]
    [InlineData("cores 4", "cores 2", "cores:Warning")]
    [InlineData("memory-kb 8148744", "memory-kb 4026012", "memory:Warning")]
    [InlineData("swap-kb 4194300", "swap-kb 0", "swap:Warning")]
    [InlineData("disk-kb 205375388", "disk-kb 41000000", "disk:Warning")]
    public void Machine_AppServer_IsHeldAgainstTheVendorsFigures(string old, string @new, params string[] findings)
    {
        var text = old.Length == 0 ? GoodApp : GoodApp.Replace(old, @new, StringComparison.Ordinal);

        Assert.Equal(findings, Wrong(MachineChecks.Of(Role.App, Facts.Parse(text))));
    }

    [Fact]
    public void Machine_OtherVm_HasNoFigureAndSaysSo()
    {
        var facts = Facts.Parse("system debian 12\ncores 1\nmemory-kb 1000000\nswap-kb 0\ndisk-kb 9000000");

        var findings = MachineChecks.Of(Role.Services, facts).ToArray();

        Assert.Empty(Wrong(findings));
        Assert.Equal(
            4, findings.Count(finding => finding.Text.Contains("no figure of the vendor's", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Balancer", "listen 443 0.0.0.0 nginx\nlisten 80 0.0.0.0 nginx")]
    [InlineData("Balancer", "listen 443 * apache2", "port 443:Blocker")]
    [InlineData("App", "listen 80 0.0.0.0 docker-proxy\ncontainer enterprise/ui-m1 0.0.0.0:80->80/tcp")]
    [InlineData("App", "listen 80 0.0.0.0 docker-proxy\ncontainer other/web 0.0.0.0:80->8000/tcp", "port 80:Blocker")]
    [InlineData("App", "listen 80 0.0.0.0 nginx")]
    [InlineData("App", "listen 8080 :: java", "port 8080:Blocker")]
    [InlineData("Database", "listen 6379 127.0.0.1 redis-server")]
    [InlineData("Database", "listen 6379 0.0.0.0\nredis active PONG")]
    [InlineData("Database", "listen 6379 0.0.0.0", "port 6379:Blocker")]
    [InlineData("Services", "listen 80 0.0.0.0 apache2")]
    public void Ports_HeldByOthers_Block(string role, string facts, params string[] findings) =>
        Assert.Equal(
            findings, Wrong(PortChecks.Of(Enum.Parse<Role>(role), Facts.Parse(facts), Settings.LoadBalancer)));

    [Theory]
    [InlineData("listen 8443 * java", "port 8443:Blocker")]
    [InlineData("listen 8443 * nginx")]
    public void Ports_OfTheProxyProtocol_AreLookedAtToo(string facts, params string[] findings) =>
        Assert.Equal(
            findings,
            Wrong(PortChecks.Of(
                Role.Balancer, Facts.Parse(facts), Settings.LoadBalancer with { ProxyProtocolPort = 8443 })));

    [Theory]
    [InlineData("Balancer", "ufw", "ufw allow 80,443,8443/tcp")]
    [InlineData("Balancer", "firewalld", "--add-port=80/tcp --add-port=443/tcp --add-port=8443/tcp")]
    [InlineData("Database", "ufw", "to any port 27018,6379")]
    public void Network_FirewallOfOthers_IsToldThePortsOfThisStack(string role, string firewall, string command)
    {
        var settings = SomeStack.Settings(("database", """
            {"host":"10.0.0.30","mongoDbUri":"mongodb://10.0.0.30:27018/enginsight?replicaSet=rs0"}
            """));
        settings = settings with { LoadBalancer = settings.LoadBalancer with { ProxyProtocolPort = 8443 } };

        var finding = Assert.Single(
            NetworkChecks.Of(Enum.Parse<Role>(role), Facts.Parse($"firewall {firewall}"), settings));

        Assert.Contains(command, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Balancer", "docker 20.10.24", "docker:Blocker")]
    [InlineData("Balancer", "nginx active enabled")]
    [InlineData("App", "docker 20.10.24")]
    [InlineData("App", "docker stopped", "docker:Blocker")]
    [InlineData("App", "docker no-command", "docker:Blocker")]
    [InlineData("App", "docker 29.0\ndocker-oldest-api 1.44\ndocker-compose 1.29.2", "docker-compose:Blocker")]
    [InlineData("App", "docker 29.0\ndocker-oldest-api 1.44\ndocker-compose 2.26.1")]
    [InlineData("App", "docker 29.0\ndocker-oldest-api 1.44")]
    [InlineData("App", "docker 20.10.24\ndocker-oldest-api 1.12\ndocker-compose 1.29.2")]
    [InlineData("Services", "docker 20.10.24\nproxy yes", "proxy:Warning")]
    [InlineData("Services", "docker 20.10.24\nproxy yes\ndocker-proxy yes")]
    [InlineData("App", "nginx active enabled", "nginx:Warning")]
    [InlineData("App", "nginx inactive disabled")]
    [InlineData("Services", "docker 20.10.24")]
    public void Software_InTheWrongPlace_IsFound(string role, string facts, params string[] findings) =>
        Assert.Equal(findings, Wrong(SoftwareChecks.Of(Enum.Parse<Role>(role), Facts.Parse(facts), hasProxy: false)));

    [Fact]
    public void Software_ProxyThatTheStackBrings_IsNotMissing() => Assert.Empty(
        Wrong(SoftwareChecks.Of(Role.Services, Facts.Parse("docker 20.10.24\nproxy yes"), hasProxy: true)));

    [Theory]
    [InlineData("App", "way db 27017 open\nway db 6379 refused")]
    [InlineData("App", "way db 27017 open\nway db 6379 closed", "way to db:Warning")]
    [InlineData("Balancer", "way app1 80 closed\nway app1 8080 open", "way to app1:Warning")]
    [InlineData("Balancer", "firewall ufw", "firewall:Warning")]
    [InlineData("Database", "firewall firewalld", "firewall:Warning")]
    [InlineData("Database", "firewall a policy of drop", "firewall:Warning")]
    [InlineData("App", "firewall ufw")]
    public void Network_ClosedOnTheWay_IsFound(string role, string facts, params string[] findings) =>
        Assert.Equal(findings, Wrong(NetworkChecks.Of(Enum.Parse<Role>(role), Facts.Parse(facts), Settings)));

    [Fact]
    public void WaysOf_EveryRole_AreThoseThatTheSiteNeeds()
    {
        Assert.Equal(
            ["app1 10.0.0.11 8080", "app1 10.0.0.11 80", "app2 10.0.0.12 8080", "app2 10.0.0.12 80"],
            NetworkChecks.WaysOf(Role.Balancer, Settings.Database.Vm, Settings));
        Assert.Equal(
            ["db 10.0.0.30 27017", "db 10.0.0.30 6379"], NetworkChecks.WaysOf(Role.Services, Settings.Database.Vm, Settings));
    }

    [Theory]
    [InlineData("")]
    [InlineData("connected 27017 10.0.0.11\nconnected 6379 10.0.0.20")]
    [InlineData("connected 27017 10.0.0.50", "connected:Blocker")]
    [InlineData("connected 27017 10.0.0.50\nconnected 6379 10.0.0.50", "connected:Blocker")]
    [InlineData("connected 27017 10.0.0.10", "connected:Blocker")] // the load balancer
    [InlineData("connected 27017 fd00::50\nconnected 6379 10.0.0.51", "connected:Blocker", "connected:Blocker")]
    public void Connected_WhoWouldBeCutOff_Blocks(string facts, params string[] findings) =>
        Assert.Equal(findings, Wrong(ConnectedChecks.Of(Settings, Facts.Parse(facts))));

    [Fact]
    public void Connected_WhoIsLetThrough_DoesNotBlock()
    {
        var settings = SomeStack.Settings(("database", """
            {"host":"10.0.0.30","allow":[{"name":"backup","address":"10.0.0.50"},{"name":"lan","address":"10.9.0.0/16"}]}
            """));

        Assert.Empty(Wrong(ConnectedChecks.Of(
            settings, Facts.Parse("connected 27017 10.0.0.50\nconnected 6379 10.9.3.4"))));
    }

    [Fact]
    public void Connected_OtherMemberOfTheReplicaSet_Blocks()
    {
        var hello = Hello(("setName", "rs0"), ("primary", "10.0.0.31:27017"), ("hosts", "10.0.0.31:27017"));

        Assert.Contains(
            "10.0.0.31 is a member of MongoDB's replica set",
            ConnectedChecks.Of(Settings, Facts.Parse($"mongo-address {hello}")).First().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nginx-site /etc/nginx/sites-enabled/wiki beside", "nginx:Warning")]
    [InlineData("nginx-site /etc/nginx/sites-enabled/old clashes", "nginx:Blocker")]
    [InlineData("nginx-no-sites yes", "nginx:Blocker")]
    [InlineData("nginx-broken unknown directive \"x\"", "nginx:Blocker")]
    public void Nginx_WhatIsThereAlready_IsFound(string facts, params string[] findings) =>
        Assert.Equal(findings, Wrong(NginxChecks.Of(Facts.Parse(facts))));

    [Fact]
    public void MongoDb_ReplicaSetUnderItsAddress_IsFine() => Assert.Empty(Database($"mongo-address {Rs0}"));

    [Fact]
    public void MongoDb_NotThere_Blocks() => Assert.Equal(["mongodb:Blocker"], Database(""));

    [Theory]
    [InlineData("takes TLS connections only, and", "takes TLS connections only, and")]
    [InlineData("is not reached", "does not answer at 10.0.0.30:27017")]
    public void MongoDb_ThatADriverWouldNotUse_BlocksWithWhatIsInItsWay(string flaw, string text)
    {
        var finding = DatabaseChecks.Of(Settings.Database, Facts.Parse($"mongo-address \nmongo-flaw {flaw}")).First();

        Assert.Equal(Verdict.Blocker, finding.Verdict);
        Assert.StartsWith(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void MongoDb_OnLoopbackOnly_NamesBindIp() =>
        Assert.Contains(
            "net.bindIp",
            DatabaseChecks.Of(Settings.Database, Facts.Parse($"mongo-loopback {Rs0}")).First().Text,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "10.0.0.30:27017", "Blocker")]
    [InlineData("other", "10.0.0.30:27017", "Blocker")]
    [InlineData("rs0", "localhost:27017", "Blocker")]
    [InlineData("rs0", "127.0.0.1:27017", "Blocker")]
    [InlineData("rs0", "db1:27017", "Warning")]
    public void MongoDb_SetOrMemberThatClientsCannotUse_IsFound(string? set, string member, string verdict)
    {
        var hello = set is null ? Hello() : Hello(("setName", set), ("primary", member), ("hosts", member));

        Assert.Equal([$"mongodb:{verdict}"], Database($"mongo-address {hello}"));
    }

    [Fact]
    public void MongoDb_WithoutPrimary_Blocks() =>
        Assert.Equal(
            ["mongodb:Blocker"],
            Database($"mongo-address {Hello(("setName", "rs0"), ("hosts", "10.0.0.30:27017"))}"));

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("R0VUIC8gSFRUUC8xLjENCg==")]
    public void Parse_NoAnswerToHello_IsNull(string answer) => Assert.Null(MongoHello.Parse(answer));

    [Theory]
    [InlineData("")]
    [InlineData("redis active NOAUTH Authentication required.\nredis-ours yes")]
    [InlineData("redis active PONG\nlisten 6379 127.0.0.1 redis-server")]
    [InlineData("redis active PONG\nlisten 6379 0.0.0.0 redis-server", "redis:Warning")]
    [InlineData("redis active NOAUTH Authentication required.", "redis:Warning")]
    [InlineData("redis failed Could not connect", "redis:Warning")]
    public void Redis_OfOthers_IsFound(string facts, params string[] findings) =>
        Assert.Equal(findings, Database($"mongo-address {Rs0}\n{facts}"));

    [Theory]
    [InlineData("10.0.0.10", "Ok")]
    [InlineData("192.0.2.10", "Ok")]
    [InlineData("10.0.0.11", "Warning")]
    [InlineData("", "Warning")]
    public void Dns_PointsElsewhere_SaysWhereItMust(string address, string verdict)
    {
        var finding = DnsChecks.Of(Settings, "app.example.org", address.Length == 0 ? [] : [address]);

        Assert.Equal(verdict, finding.Verdict.ToString());
        if (verdict != "Ok")
            Assert.Contains("set A 10.0.0.10", finding.Text, StringComparison.Ordinal);
        if (address == "10.0.0.11")
            Assert.Contains("(app1)", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "Ok")]
    [InlineData(1, 0.1, "Ok")]
    [InlineData(5, 0.1, "Warning")]
    [InlineData(5, 4, "Ok")] // too slow a measurement to tell
    [InlineData(120, 0.1, "Blocker")]
    public void Clock_Away_IsFound(double offset, double uncertainty, string verdict)
    {
        var clock = new ClockOffset(offset, uncertainty);

        Assert.Equal(verdict, ClockChecks.Of(clock, [clock, new ClockOffset(0, 0)], "yes").Verdict.ToString());
    }

    [Theory]
    [InlineData("1764115200.5", true)]
    [InlineData("PRODUCTION\n1764115200.5", true)]
    [InlineData("1764115200.5\nbye", false)]
    [InlineData("", false)]
    public void Clock_AmongOtherOutput_IsReadOrNot(string printed, bool read) => Assert.Equal(
        read, ClockOffset.Of(printed, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch) is not null);

    [Fact]
    public void PathOf_EveryVm_IsWhereItsHostKeyStandsInTheStackFile() => Assert.Equal(
        [
            "loadBalancer.hostKey", "appServers[0].hostKey", "appServers[1].hostKey", "services.hostKey",
            "database.hostKey",
        ],
        Settings.AllVms.Select(vm => HostKeyPins.PathOf(Settings, vm.Name)));

    [Theory]
    [InlineData("image r/enginsight/ui-m1:1 200\nimage r/enginsight/server-m2:2 present")]
    [InlineData("image r/enginsight/ui-m1:1 401", "registry login:Blocker")]
    [InlineData("image r/enginsight/ui-m1:1 unreachable", "registry login:Blocker")]
    [InlineData("image r/enginsight/ui-m1:1 200\nimage r/enginsight/server-m2:2 404", "images:Blocker")]
    [InlineData("image r/enginsight/ui-m1:1 200\nimage mongo:4 unreachable", "images:Blocker")]
    [InlineData("image r/enginsight/ui-m1:1 200\nimage mongo:4 200")]
    [InlineData("image r/enginsight/ui-m1:1 200\nimage other.example.org/mongo:4 404", "images:Blocker")]
    [InlineData("no-curl yes", "registry login:Warning")]
    public void Registry_WithoutLoginOrImage_Blocks(string facts, params string[] findings) =>
        Assert.Equal(findings, Wrong(RegistryChecks.Of("r", Facts.Parse(facts))));

    [Theory]
    [InlineData("app.example.org,api.example.org", 50, "Ok")]
    [InlineData("*.example.org", 50, "Ok")]
    [InlineData("app.example.org,api.example.org", 10, "Warning")]
    [InlineData("app.example.org,api.example.org", -1, "Blocker")]
    [InlineData("app.example.org", 100, "Blocker")]
    // The redirect of port 80 stands in the CA's way, but certbot's nginx plugin goes around it.
    [InlineData("*.example.org", 50, "Warning", "webroot")]
    [InlineData("*.example.org", 50, "Warning", "standalone")]
    [InlineData("*.example.org", 50, "Ok", "nginx")]
    public void Certificate_NamesDaysAndRenewal_AreChecked(
        string names, int days, string verdict, string? renewal = null)
    {
        var settings = SomeStack.Settings(
            ("certificate", """{"certificatePath":"/c.pem","privateKeyPath":"/k.pem"}"""));
        var pem = Convert.ToBase64String(Encoding.UTF8.GetBytes(Certificate(names, days)));
        var facts = Facts.Parse($"certificate {pem}\ncertificate-key fits"
            + (renewal is null ? "" : $"\ncertificate-renewal {renewal}"));

        var finding = CertificateChecks.Of(settings, facts, Clock.GetUtcNow());

        Assert.Equal(verdict, finding.Verdict.ToString());
    }

    [Fact]
    public void Access_SudoRefused_BlocksAndNamesTheLine()
    {
        var login = new VmLogin("app2", "192.0.2.12", 22, "ops", null, null, "ssh-ed25519 AAAA");

        var findings = AccessChecks.Of(login, Facts.Parse(""), "sudo: a password is required").ToArray();

        Assert.Equal(["root:Blocker"], Wrong(findings));
        Assert.Contains("/etc/sudoers.d/ops", findings[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_HostKeyNotPinned_PrintsTheLineToPin()
    {
        var login = new VmLogin("app2", "192.0.2.12", 22, "root", null, null, null);

        var findings = AccessChecks.Of(login, Facts.Parse("host-key ssh-ed25519 AAAAkey"), null).ToArray();

        Assert.Equal(["host key:Warning"], Wrong(findings));
        Assert.Contains("hostKey: ssh-ed25519 AAAAkey", findings[^1].Text, StringComparison.Ordinal);
    }

    private static StackSettings Settings => SomeStack.Settings();

    private static string[] Database(string facts) => Wrong(DatabaseChecks.Of(Settings.Database, Facts.Parse(facts)));

    private static string[] Wrong(IEnumerable<Finding> findings) =>
    [
        .. findings.Where(finding => finding.Verdict is not Verdict.Ok)
            .Select(finding => $"{finding.Item}:{finding.Verdict}"),
    ];

    private static string Certificate(string names, int days) =>
        TestCertificate.Until(Clock.GetUtcNow().AddDays(days).AddMinutes(5), names.Split(',')).Certificate;

    /// <summary>An answer to hello, as the wire protocol has it; "hosts" becomes a list of one.</summary>
    private static string Hello(params (string Name, string Value)[] fields)
    {
        byte[] body = [0x10, .. "maxWireVersion\0"u8, 21, 0, 0, 0, .. fields.SelectMany(Field), 0];
        return Convert.ToBase64String(
            [.. new byte[12], 0, 0, 0, 0, 0, .. BitConverter.GetBytes(body.Length + 4), .. body]);

        static byte[] Field((string Name, string Value) field) => field.Name == "hosts"
            ? [0x04, .. Encoding.UTF8.GetBytes(field.Name), 0, .. List(field.Value)]
            : Text(field.Name, field.Value);

        static byte[] List(string item) =>
            [.. BitConverter.GetBytes(Text("0", item).Length + 5), .. Text("0", item), 0];

        static byte[] Text(string name, string value) =>
        [
            0x02, .. Encoding.UTF8.GetBytes(name), 0,
            .. BitConverter.GetBytes(value.Length + 1), .. Encoding.UTF8.GetBytes(value), 0,
        ];
    }
}
