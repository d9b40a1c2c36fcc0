using System.Net;
using System.Net.Sockets;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Whoever else listens where the containers will, as the kernel says it; Docker is a stand-in.</summary>
public class HeldPortsTests
{
    [Fact]
    public async Task Port_HeldByAnotherProgram_IsRefusedBeforeAnythingChanges()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var refused = (await RunAsync(((IPEndPoint)listener.LocalEndpoint).Port, "")).Failed();

        Assert.Matches(@"\Aport \d+ is held by ""[^""]+"",pid=\d+, so that", refused.Error);
    }

    [Fact]
    public async Task Port_PublishedByAContainerOfOthers_IsRefused()
    {
        var refused = (await RunAsync(Loopback.FreePort(), "other")).Failed();

        Assert.Contains("is held by container /other", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ours")]
    public async Task Port_OfNobodyElse_IsFine(string container) =>
        (await RunAsync(Loopback.FreePort(), container)).Succeeded();

    /// <param name="container">Publishes the port; "ours" is one of the product's.</param>
    private static Task<CommandResult> RunAsync(int port, string container)
    {
        var library = StepScripts.Library("enterprise/held-ports.sh");
        return Shell.RunAsync(["bash", "-c", $$$"""
            set -euo pipefail
            docker() {
              case $1 in
              ps) echo {{{container}}} ;;
              inspect) echo "container /{{{container}}}" ;;
              esac
            }
            xargs() { local ids; ids=$(cat); [ -z "$ids" ] || docker inspect "$ids"; }
            containers() { echo ours; }
            ui_port={{{port}}} api_port={{{port}}}
            {{{library}}}
            refuse_held_ports
            """]);
    }
}
