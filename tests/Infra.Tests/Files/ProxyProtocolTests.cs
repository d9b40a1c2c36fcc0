using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Whose request it is, where a proxy before the load balancer speaks the PROXY protocol.</summary>
public sealed class ProxyProtocolTests : IAsyncLifetime
{
    private const string Proxy = "127.0.12.8";
    private const string Stranger = "127.0.12.9";
    private const string Server = "127.0.12.1";
    private const string Line = "PROXY TCP4 203.0.113.7 192.0.2.10 40000 443\r\n";
    private readonly int _port = Loopback.FreePort();
    private readonly SemaphoreSlim _held = new(0);
    private TinyServer _server = null!;
    private RunningSite _site = null!;

    public async Task InitializeAsync()
    {
        var config = Config.WithPath("loadBalancer.trustedProxies", new JsonArray(Proxy));
        var balancer = JsonNode.Parse(config["loadBalancer"])!;
        balancer["proxyProtocolPort"] = 8443;
        config["loadBalancer"] = balancer.ToJsonString();
        _server = new TinyServer(IPAddress.Parse(Server), _port, _held);
        _site = new RunningSite(SettingsReader.Read(config), _port, Server);
        await Wait.UntilAsync("nginx listens", () => Loopback.IsOpen(_site.Port));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        _server.Abort();
        _held.Dispose();
    }

    [Fact]
    public async Task TrustedProxy_SaysWhoseRequestItIs() =>
        Assert.Equal("203.0.113.7", await ClientAsync(Proxy, _site.ProxyPort, Line));

    /// <summary>Red without set_real_ip_from of the trusted ones alone.</summary>
    [Fact]
    public async Task Stranger_WhoSaysSo_IsNotBelieved() =>
        Assert.Equal(Stranger, await ClientAsync(Stranger, _site.ProxyPort, Line));

    [Fact]
    public async Task Client_WithoutTheLineWhereItIsAskedFor_GetsNoAnswer() =>
        await Assert.ThrowsAnyAsync<IOException>(() => ClientAsync(Stranger, _site.ProxyPort, ""));

    [Fact]
    public async Task Client_AtThePortOfClients_NeedsNoLine() =>
        Assert.Equal(Stranger, await ClientAsync(Stranger, _site.Port, ""));

    /// <summary>What a client made up stands before what the load balancer has seen, which is the last.</summary>
    [Theory]
    [InlineData(Proxy)]
    [InlineData(Stranger)]
    public async Task Header_OfAClient_DoesNotHideItsAddress(string from) => Assert.Equal(
        $"198.51.100.1, {from}", await ClientAsync(from, _site.Port, "", "X-Forwarded-For: 198.51.100.1\r\n"));

    /// <summary>The address that the app server is told.</summary>
    private static async Task<string> ClientAsync(string from, int port, string line, string header = "")
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(line));
        await using var secure = new SslStream(
            new NetworkStream(socket), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync("api.example.org");
        await secure.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /client HTTP/1.1\r\nHost: api.example.org\r\n{header}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(secure, Encoding.ASCII);
        return (await reader.ReadToEndAsync()).Split("\r\n\r\n")[1];
    }
}
