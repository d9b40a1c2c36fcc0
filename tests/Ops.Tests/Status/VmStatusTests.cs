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
        disk 23%
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
    [InlineData("answer 8080 404", "answer 8080 503", "port 8080 does not answer")]
    [InlineData("disk 23%", "disk 95%", "the disk is 95 % full")]
    public void Of_SomethingWrong_IsNamed(string old, string @new, string problem) =>
        Assert.Equal(problem, Assert.Single(App(WellApp.Replace(old, @new, StringComparison.Ordinal)).Problems));

    [Fact]
    public void Of_OtherVersionThanConfigured_IsSeen() =>
        Assert.Equal(
            "7.17.31",
            App(WellApp.Replace("7.17.31", "7.17.30", StringComparison.Ordinal))
                .Containers.Single(container => !container.IsAsConfigured).Wanted);

    [Fact]
    public void Of_DatabaseWithoutFirewall_IsNamed() => Assert.Equal(
        "netfilter-persistent is not installed",
        Assert.Single(VmStatus.Of(
            Role.Database, Facts.Parse("service redis-server active\nservice mongod active"), Versions).Problems));

    [Fact]
    public void Of_LoadBalancer_TellsServingFromDrained()
    {
        var status = StackStatus.Of(Facts.Parse(
            "upstream app1 serving\nupstream app2 drained\ncertificate 2029-02-25 01:37:45Z"));

        Assert.True(status.Upstreams["app1"]);
        Assert.False(status.Upstreams["app2"]);
        Assert.Equal(30, status.CertificateDays(new DateTimeOffset(2029, 1, 26, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Of_LoadBalancerUnreachable_KnowsNothing() =>
        Assert.Null(StackStatus.Of(null).CertificateDays(DateTimeOffset.UtcNow));

    private static ImageVersions Versions => SomeStack.Settings().Versions;

    private static VmStatus App(string facts) => VmStatus.Of(Role.App, Facts.Parse(facts), Versions);
}
