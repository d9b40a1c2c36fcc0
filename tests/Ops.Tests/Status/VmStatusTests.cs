using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Status;

namespace Enginsight.Ops.Tests.Status;

public class VmStatusTests
{
    private const string WellApp = """
        service docker active
        container server-m2 r/enginsight/server-m2:7.17.31 running Up 2 hours
        container ui-m1 r/enginsight/ui-m1:7.17.12 running Up 2 hours
        answer 80 200
        answer 8080 404
        restarts server-m2 2 5
        restarts ui-m1 40 7200
        door redis well
        door MongoDB well
        disk / 23%
        disk /var/lib/docker 40%
        disk-i / 3%
        """;

    private const string WellDatabase = """
        service redis-server active
        service mongod active
        service enginsight-firewall active
        firewall ip live
        firewall ip6 live
        disk / 23%
        """;

    private const string WellBalancer = """
        service nginx active
        handles 13 1024
        handles 700 1024
        connections 600 8192
        """;

    [Fact]
    public void Of_AppServerThatWorks_HasNoProblem()
    {
        var status = App(WellApp);

        Assert.Empty(status.Problems);
        Assert.Equal(["ui-m1", "server-m2"], status.Containers.Select(container => container.Service));
        Assert.All(status.Containers, container => Assert.True(container.IsAsConfigured));
    }

    [Theory]
    [InlineData("service docker active", "service docker failed", "docker is failed")]
    [InlineData("service docker active", "", "docker is not installed")]
    [InlineData("7.17.31 running", "7.17.31 restarting", "server-m2 is restarting")]
    [InlineData("container ui-m1 r/enginsight/ui-m1:7.17.12 running Up 2 hours", "", "ui-m1 is missing")]
    [InlineData("answer 80 200", "answer 80 000", "port 80 does not answer")]
    [InlineData("answer 80 200", "answer 80 404", "port 80 answers 404")]
    [InlineData("answer 8080 404", "answer 8080 503", "port 8080 answers 503")]
    [InlineData("disk / 23%", "disk / 95%", "the disk at / is 95 % full")]
    [InlineData("disk /var/lib/docker 40%", "disk /var/lib/docker 90%", "the disk at /var/lib/docker is 90 % full")]
    [InlineData("disk-i / 3%", "disk-i / 99%", "the disk at / has 99 % of its inodes in use")]
    [InlineData("restarts server-m2 2 5", "restarts server-m2 3 5", "server-m2 runs, and is restarted again and again")]
    [InlineData("door redis well", "door redis is not reached at 10.0.0.30:6379",
        "redis is not reached at 10.0.0.30:6379")]
    [InlineData("door redis well", "door redis refuses the password of the containers",
        "redis refuses the password of the containers")]
    [InlineData("door MongoDB well", "door MongoDB", "MongoDB does not answer")]
    [InlineData("disk / 23%", "foreign old_sentinel_1", "old_sentinel_1 runs here and should not")]
    [InlineData("disk / 23%", "container sentinel-m3 r/enginsight/sentinel-m3:3.3.5 running Up 2 hours",
        "sentinel-m3 runs here and should not")]
    public void Of_SomethingWrong_IsNamed(string old, string @new, string problem) =>
        Assert.Equal(problem, Assert.Single(App(WellApp.Replace(old, @new, StringComparison.Ordinal)).Problems));

    [Fact]
    public void Of_OtherVersionThanConfigured_IsSeen() =>
        Assert.Equal(
            "7.17.31",
            App(WellApp.Replace("7.17.31", "7.17.30", StringComparison.Ordinal))
                .Containers.Single(container => !container.IsAsConfigured).Wanted);

    [Theory]
    [InlineData("", "", null)]
    [InlineData("service enginsight-firewall active", "service netfilter-persistent active", null)]
    [InlineData("service enginsight-firewall active", "", "enginsight-firewall is not installed")]
    [InlineData("service enginsight-firewall active", "service enginsight-firewall failed",
        "enginsight-firewall is failed")]
    [InlineData("firewall ip live", "firewall ip gone", "the firewall's rules are gone (v4): everybody gets in")]
    [InlineData("firewall ip6 live", "firewall ip6 gone", "the firewall's rules are gone (v6): everybody gets in")]
    [InlineData("firewall ip live\nfirewall ip6 live", "firewall ip changed\nfirewall ip6 changed",
        "the firewall's rules are not those of the last up: ./scripts/drift shows the difference")]
    [InlineData("service redis-server active", "service redis-server inactive", "redis-server is inactive")]
    public void Of_Database_NamesWhatOpensOrStopsIt(string old, string @new, string? problem)
    {
        var text = old.Length == 0 ? WellDatabase : WellDatabase.Replace(old, @new, StringComparison.Ordinal);

        Assert.Equal(
            problem is null ? [] : [problem],
            VmStatus.Of(Role.Database, Facts.Parse(text), Versions).Problems.AsEnumerable());
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("handles 700 1024", "handles 820 1024",
        "nginx uses 820 of 1024 of its file handles, two for each connection: raise LimitNOFILE")]
    [InlineData("connections 600 8192", "connections 8000 8192",
        "nginx uses 8000 of 8192 of its worker_connections: raise them")]
    public void Of_LoadBalancerNearItsLimits_SaysSoBeforeTheyAreReached(string old, string @new, string? problem)
    {
        var text = old.Length == 0 ? WellBalancer : WellBalancer.Replace(old, @new, StringComparison.Ordinal);

        Assert.Equal(
            problem is null ? [] : [problem],
            VmStatus.Of(Role.Balancer, Facts.Parse(text), Versions).Problems.AsEnumerable());
    }

    [Fact]
    public void LetThrough_OthersThanTheStacksVms_AreThoseOfTheFileAgainstTheLiveRules()
    {
        var others = LetThrough.Of(
            [new("backup", "10.0.5.0/24"), new("monitoring", "10.0.0.50"), new("member", "fd00:0:0::7")],
            Facts.Parse("let-in 10.0.0.11\nlet-in 10.0.5.0/24\nlet-in fd00::7"));

        Assert.Equal(
            ["backup True", "monitoring False", "member True"],
            others.Select(other => $"{other.Client.Name} {other.IsLive}"));
    }

    [Fact]
    public void TurnedAway_ByTheFirewalls_AreThoseWhomNoListLetsInNow()
    {
        var settings = SettingsReader.Read(Config.Site());

        var others = TurnedAway.Of(
            settings,
            Facts.Parse("let-in 10.0.0.11\nlet-in 10.0.5.0/24\nrefused 10.0.5.7 27017 9\nrefused 10.0.7.7 6379 40000"),
            Facts.Parse("refused 10.0.7.7 27017 50000\nrefused 10.0.0.10 27017 60\nrefused fd00::7 27017 90000"));

        Assert.Equal(
            "lb (27017, 60), 10.0.7.7 (6379 and 27017, 40000), fd00::7 (27017, 90000)",
            TurnedAway.Listed(others, ago => $"{ago.TotalSeconds}"));
    }

    [Fact]
    public void TurnedAway_ByMany_NamesTheLastOnes() => Assert.Equal(
        "a (1, x), a (1, x), a (1, x), a (1, x), a (1, x) and 2 more",
        TurnedAway.Listed([.. Enumerable.Repeat(new TurnedAway("a", [1], default), 7)], _ => "x"));

    [Fact]
    public void Of_ServicesVmWithoutTheCveDatabase_IsNamed()
    {
        var containers = ImageVersions.Services.Select(service => $"container {service} r/{service}:1 running Up");

        var status = VmStatus.Of(
            Role.Services, Facts.Parse($"service docker active\n{string.Join('\n', containers)}"), Versions);

        Assert.Equal("mongodb-cves is missing", Assert.Single(status.Problems));
    }

    [Fact]
    public void Of_LoadBalancer_TellsServingFromDrainedAndTheCertificateThatIsServed()
    {
        var status = StackStatus.Of(Facts.Parse("""
            upstream 10.0.0.11 serving
            upstream 10.0.0.12 drained
            unhealthy 10.0.0.11 8080
            certificate app.example.org 2029-02-25 01:37:45Z
            certificate api.example.org 2029-02-24 01:37:45Z
            certificate-file 2029-06-01 00:00:00Z
            """));

        Assert.True(status.Upstreams["10.0.0.11"]);
        Assert.False(status.Upstreams["10.0.0.12"]);
        Assert.Equal("10.0.0.11", Assert.Single(status.Unhealthy));
        Assert.Equal(29, status.CertificateDays(new DateTimeOffset(2029, 1, 26, 0, 0, 0, TimeSpan.Zero)));
        Assert.True(status.HasNewerFile);
    }

    [Fact]
    public void Of_OneNameWithoutACertificate_HasNone() => Assert.Null(StackStatus.Of(Facts.Parse(
        "certificate app.example.org 2029-02-25 01:37:45Z\ncertificate api.example.org ")).CertificateEnd);

    [Fact]
    public void Of_LoadBalancerUnreachable_KnowsNothing() =>
        Assert.Null(StackStatus.Of(null).CertificateDays(new ManualTime().GetUtcNow()));

    private static ImageVersions Versions => SomeStack.Settings().Versions;

    private static VmStatus App(string facts) => VmStatus.Of(Role.App, Facts.Parse(facts), Versions);
}
