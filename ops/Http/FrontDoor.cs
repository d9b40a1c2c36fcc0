using System.Net.WebSockets;

namespace Enginsight.Ops.Http;

/// <summary>
/// An HTTP client behind a door: each request has a connection of its own, and redirects are not followed.
/// </summary>
/// <param name="door">The way to the load balancer; its port gives way to that of the URL.</param>
internal sealed class FrontDoor(Door door) : IDisposable
{
    private readonly HttpClient _client = new(Handler(door)) { Timeout = TimeSpan.FromSeconds(10) };

    public Task<HttpResponseMessage> GetAsync(string url) => _client.GetAsync(new Uri(url));

    /// <summary>Opens a WebSocket to the URL, and closes it again.</summary>
    public async Task OpenWebSocketAsync(string url)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var address = new Uri(url.Replace("https://", "wss://", StringComparison.Ordinal));
        await socket.ConnectAsync(address, _client, limit.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Handler(Door door) => new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellation) =>
            await door.At(context.DnsEndPoint.Port).ConnectAsync(cancellation),
        SslOptions = door.TlsOptions(host: null),
    };
}
