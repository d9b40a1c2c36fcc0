using Enginsight.Ops.Drift;

namespace Enginsight.Ops.Tests.Drift;

public sealed class ContainerComparisonTests
{
    private const string Folder = "/opt/enginsight/enterprise/conf";

    private const string ComposeFile = """
        version: "3"
        services:
          ui-m1:
            image: registry/ui-m1:1.0
            hostname: app1 # a comment
            ports:
            - "80:80"
            restart: always
            labels:
              environment-sha256: "${ENVIRONMENT_SHA256}"
            volumes:
            - "./conf/ui-m1/environment.js.production:/etc/environment.js"
        """;

    private const string Good = """
        {"name": "/enterprise_ui-m1_1", "image": "registry/ui-m1:1.0", "imageId": "sha256:1", "state": "running",
         "hostname": "app1", "labels": {"com.docker.compose.service": "ui-m1", "environment-sha256": "abc"},
         "ports": {"80/tcp": [{"HostIp": "", "HostPort": "80"}]}, "restart": "always",
         "mounts": [{"Type": "bind", "Source": "FOLDER/ui-m1/environment.js.production",
                     "Destination": "/etc/environment.js"}]}
        """;

    [Fact]
    public void Compare_AsTheComposeFileSays_IsClean()
    {
        var (fine, items) = Compare(Good);

        Assert.Empty(items);
        Assert.Equal(1, fine);
    }

    [Theory]
    [InlineData("\"state\": \"running\"", "\"state\": \"exited\"", "is exited")]
    [InlineData("ui-m1:1.0", "ui-m1:0.9", "runs registry/ui-m1:0.9, should be registry/ui-m1:1.0")]
    [InlineData("sha256:1", "sha256:2", "runs an image that is no longer registry/ui-m1:1.0")]
    [InlineData("\"hostname\": \"app1\"", "\"hostname\": \"x\"", "has the host name x, should be app1")]
    [InlineData(
        "\"abc\"", "\"old\"",
        "has another label environment-sha256: it was not started with the present configuration")]
    [InlineData("\"HostPort\": \"80\"", "\"HostPort\": \"81\"", "publishes 81:80, should be 80:80")]
    [InlineData(
        "\"Destination\": \"/etc", "\"Destination\": \"/opt",
        "reads FOLDER/ui-m1/environment.js.production:/opt/environment.js, "
        + "should be FOLDER/ui-m1/environment.js.production:/etc/environment.js")]
    [InlineData("\"restart\": \"always\"", "\"restart\": \"\"", "restarts no, should be always")]
    public void Compare_OneChange_IsNamed(string old, string changed, string problem)
    {
        var (fine, items) = Compare(Good.Replace(old, changed, StringComparison.Ordinal));

        var item = Assert.Single(items);
        Assert.Equal($"container ui-m1 {problem.Replace("FOLDER", Folder, StringComparison.Ordinal)}", item.ToString());
        Assert.Equal(0, fine);
    }

    [Fact]
    public void Compare_NoContainer_IsMissing() => Assert.Equal("is missing", Assert.Single(Compare().Items).Problem);

    [Fact]
    public void Compare_SameServiceTwice_IsNamed() =>
        Assert.Equal("runs 2 times", Assert.Single(Compare(Good, Good).Items).Problem);

    [Fact]
    public void Compare_ContainerOfNoService_IsNamed()
    {
        var other = Good.Replace(
            "\"com.docker.compose.service\": \"ui-m1\"",
            "\"com.docker.compose.service\": \"old\"",
            StringComparison.Ordinal);

        Assert.Equal("container old is not in the compose file", Assert.Single(Compare(Good, other).Items).ToString());
    }

    private static (int Fine, DriftItem[] Items) Compare(params string[] containers)
    {
        var lines = containers.Select(
            text => text.Replace("FOLDER", Folder, StringComparison.Ordinal).ReplaceLineEndings(" "));
        var image = ("image", "registry/ui-m1:1.0\tsha256:1");
        var facts = new[] { ("docker", "answers"), ("env", "ENVIRONMENT_SHA256=abc"), image }
            .Concat(lines.Select(line => ("container", line)))
            .ToLookup(fact => fact.Item1, fact => fact.Item2);
        var (fine, items) = ContainerComparison.Compare(ComposeServices.Parse(ComposeFile, "/opt/enginsight/enterprise"), facts);
        return (fine, items.ToArray());
    }
}
