using Enginsight.Infra.Remote;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.Tests.Stacks;

namespace Enginsight.Ops.Tests.Drift;

public sealed class SecretScrubberTests
{
    private static readonly SecretScrubber Scrubber = new(StackState.Parse(new StateText()
        .Add("AppServer:app1", "secrets", "10.0.0.1", new RemoteStep("enterprise/secrets"),
            "==> /opt/jwt 0600 root:root\nabcdefgh12345678\n", secret: true)
        .Add("AppServer:app1", "configuration", "10.0.0.1", new RemoteStep("enterprise/secrets"),
            "==> /opt/name 0644 root:root\nno secret here\n")
        .ToString()));

    [Theory]
    [InlineData("+key = abcdefgh12345678;", "+key = [secret];")]
    [InlineData("+ no secret here", "+ no secret here")]
    [InlineData("-  \"cache\": \"redis://:hunter2@10.0.0.1:6379\"", "-  \"cache\": \"redis://[secret]@10.0.0.1:6379\"")]
    [InlineData("+    \"pass\": \"typed by hand\",", "+    \"pass\": [secret]")]
    [InlineData("+  \"uriConnectionString\": \"mongodb://x\"", "+  \"uriConnectionString\": [secret]")]
    [InlineData("+  \"port\": 8081,", "+  \"port\": 8081,")]
    [InlineData("/opt/jwt differs", "/opt/jwt differs")]
    public void Scrub_Line_LosesItsSecretsOnly(string line, string expected) =>
        Assert.Equal(expected, Scrubber.Scrub(line));
}
