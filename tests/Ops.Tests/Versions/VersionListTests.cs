using Enginsight.Infra.Settings;
using Enginsight.Ops.Versions;

namespace Enginsight.Ops.Tests.Versions;

public class VersionListTests
{
    private const string Compose = """
        version: "3"
        services:
          mongodb-cves:
            image: mongo:5
          ui-m1:
            image: registry.enginsight.com/enginsight/ui-m1:7.18.0
            ports:
            - "80:80"
          server-m2:
            image: mirror.example.org:5000/enginsight/server-m2:7.17.30
          newcomer-m50:
            image: registry.enginsight.com/enginsight/newcomer-m50:1.0.0
          redis:
            image: redis:7-alpine
        """;

    [Fact]
    public void Parse_ComposeFile_GivesTagsOfKnownServicesAndNamesOthers()
    {
        var list = VersionList.Parse(Compose, "the file");

        Assert.Equal("7.18.0", list.Services["ui-m1"]);
        Assert.Equal("7.17.30", list.Services["server-m2"]);
        Assert.Equal(2, list.Services.Count);
        Assert.Equal("5", list.CveDatabaseTag);
        Assert.Equal("newcomer-m50", Assert.Single(list.Others));
    }

    [Fact]
    public void Parse_AirgapVersions_ReadsLines()
    {
        var list = VersionList.Parse(
            "# June\r\nui-m1:7.18.0\r\n\nserver-m2: 7.18.1\nregistry.enginsight.com/enginsight/themis-m43:2.3.0\n",
            "the file");

        Assert.Equal("7.18.0", list.Services["ui-m1"]);
        Assert.Equal("7.18.1", list.Services["server-m2"]);
        Assert.Equal("2.3.0", list.Services["themis-m43"]);
    }

    [Theory]
    [InlineData("services:\n  ui-m1:\n    image: ui-m1\n", "ui-m1 has no version there: 'ui-m1'")]
    [InlineData("services:\n  ui-m1:\n    image: ui-m1:${TAG}\n", "ui-m1 has no version there")]
    [InlineData("services:\n  ui-m1: [\n", "not valid YAML")]
    [InlineData("<html>404</html>", "'<html>404</html>' is no service:version")]
    [InlineData("redis:7\n", "names no version of a service")]
    [InlineData("", "names no version of a service")]
    public void Parse_SomethingElse_SaysWhat(string text, string problem)
    {
        var error = Assert.Throws<OpsException>(() => VersionList.Parse(text, "the file"));

        Assert.StartsWith("the file", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  other:\n    image: portainer/portainer-ce\n")]
    [InlineData("  other:\n    image: busybox@sha256:0123456789abcdef\n")]
    [InlineData("  other:\n    image: r/x:${TAG}\n")]
    [InlineData("  other:\n    build: .\n")]
    [InlineData("  sentinel-m3:\n    image: r/enginsight/sentinel-m3\n", "sentinel-m3")]
    [InlineData("  sentinel-m3:\n    image: r/enginsight/sentinel-m3@sha256:0123456789abcdef\n", "sentinel-m3")]
    [InlineData("  sentinel-m3:\n    image: r/enginsight/sentinel-m3:${TAG}\n", "sentinel-m3")]
    [InlineData("  mongodb-cves:\n    image: mongo\n", "mongodb-cves")]
    public void Parse_ServiceWithoutAVersionBesideOthers_TakesTheOthers(string service, params string[] noted)
    {
        var list = VersionList.Parse(
            $"services:\n  ui-m1:\n    image: r/enginsight/ui-m1:7.18.0\n{service}", "the file");

        Assert.Equal("7.18.0", Assert.Single(list.Services).Value);
        foreach (var name in noted)
            Assert.Contains(list.Notes, note => note.StartsWith(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("services:\r\n  ui-m1:\r\n    image: r/enginsight/ui-m1:7.18.0\r\n")]
    [InlineData("\uFEFFservices:\n  ui-m1:\n    image: r/enginsight/ui-m1:7.18.0\n")]
    [InlineData("\"services\":\n  \"ui-m1\":\n    \"image\": 'r/enginsight/ui-m1:7.18.0'\n")]
    [InlineData("services: {ui-m1: {image: \"r/enginsight/ui-m1:7.18.0\"}}\n")]
    [InlineData("ui-m1:\n  image: r/enginsight/ui-m1:7.18.0\n  ports: ['80:80']\n")]
    [InlineData("x: &base\n  image: r/enginsight/ui-m1:7.18.0\nservices:\n  ui-m1:\n    <<: *base\n    restart: always\n")]
    [InlineData("services:\n  ui-m1:\n    image: r:5000/enginsight/ui-m1:7.18.0@sha256:0123456789abcdef\n")]
    [InlineData("services:\n  ui-m1:\n    image: r/enginsight/ui-m1:${TAG:-7.18.0}\n")]
    [InlineData("services:\n  ui-m1:\n    image: ${REGISTRY-r}/enginsight/ui-m1:7.18.0\n")]
    [InlineData("# June\nui-m1:7.18.0 # tested\nsomething else\n")]
    [InlineData("ui-m1: 7.18.0\nnew-m50: 1.0\n")]
    public void Parse_FileOfAnyShape_GivesTheVersion(string text) =>
        Assert.Equal("7.18.0", Assert.Single(VersionList.Parse(text, "the file").Services).Value);

    [Theory]
    [InlineData("7.17.31", "7.17.31", "Same")]
    [InlineData("7.17.9", "7.17.31", "Upgrade")]
    [InlineData("7.17.31", "7.17.9", "Downgrade")]
    [InlineData("7.9", "7.10.0", "Upgrade")]
    [InlineData("7.17.1-rc2", "7.17.1", "Upgrade")]
    [InlineData("7.17.1", "7.17.1-rc2", "Downgrade")]
    [InlineData("latest", "7.17.1", "Other")]
    public void Between_TwoTags_TellsTheNewerOne(string old, string @new, string change) =>
        Assert.Equal(change, VersionOrder.Between(old, @new).ToString());

    [Fact]
    public void Of_PublishedList_KeepsTheRegistryOfTheCveDatabase()
    {
        var current = new ImageVersions("r", ImageVersions.Defaults, "mirror.example.org:5000/mongo:4");

        var plan = VersionPlan.Of(current, VersionList.Parse(Compose, "the file"));

        Assert.Equal(["ui-m1", "server-m2", "mongodb-cves"], plan.Select(step => step.Name));
        Assert.Equal(VersionChange.Downgrade, plan[1].Change);
        Assert.Equal(("cveDatabaseImage", "mirror.example.org:5000/mongo:5"), (plan[2].Key, plan[2].Value));
    }
}
