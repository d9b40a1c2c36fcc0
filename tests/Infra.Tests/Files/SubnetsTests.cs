using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>What Docker's networks would cut off, with stand-ins for the VM's routes and connections.</summary>
public class SubnetsTests : IDisposable
{
    private readonly Scratch _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("10.0.0.10 172.17.4.30", "", "172.17.4.30, which this VM talks to, is behind a router")]
    [InlineData("10.0.0.10", "172.18.0.5:51514", "172.18.0.5, which this VM talks to, is behind a router")]
    [InlineData("10.0.0.10", "[::ffff:172.18.0.5]:51514", "172.18.0.5, which this VM talks to, is behind a router")]
    public async Task Neighbours_BehindARouterWhereDockerWouldBe_AreNamed(
        string neighbours, string connection, string says)
    {
        var refused = (await RunAsync(neighbours, connection, "via 10.0.0.1 dev eth0")).Failed();

        Assert.StartsWith(says, refused.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>Docker itself makes way for a route of the VM's own; and it may have been told where to go.</summary>
    [Theory]
    [InlineData("10.0.0.10 172.19.4.30", "via 10.0.0.1 dev eth0", "")]
    [InlineData("172.17.4.30", "dev eth0", "")]
    [InlineData("172.17.4.30", "via 10.0.0.1 dev eth0", "{\"default-address-pools\": []}")]
    public async Task Neighbours_ThatStayInReach_AreFine(string neighbours, string route, string daemon)
    {
        _files.Write("daemon.json", daemon);

        (await RunAsync(neighbours, "", route)).Succeeded();
    }

    private Task<CommandResult> RunAsync(string neighbours, string connection, string route)
    {
        var library = StepScripts.Library("remote/wait.sh", "enterprise/daemon-json.sh", "enterprise/subnets.sh");
        return Shell.RunAsync(
            ["bash", "-c", $$"""
                set -euo pipefail
                ip() { echo "$4 {{route}} src 10.0.0.11"; }
                ss() { echo "0 0 10.0.0.11:22 {{connection}}"; }
                neighbours='{{neighbours}}'
                {{library}}
                daemon_json=daemon.json
                refuse_lost_neighbours
                """],
            _files.Path);
    }
}
