using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace Enginsight.Ops.Verify;

/// <summary>
/// The load balancer as a client sees it that has the DNS records already: every name leads to its address, and only
/// the given CA (or the system's) is trusted.
/// </summary>
/// <param name="address">IP address of the load balancer.</param>
/// <param name="caCertificate">PEM certificate that alone is trusted; empty trusts what the system trusts.</param>
/// <param name="anyAuthority">
/// Accepts every CA, for a certificate that the site has brought along: whether this machine trusts its CA is not what
/// is asked. Names are checked all the same. Default: false.
/// </param>
internal sealed class FrontDoor(string address, string? caCertificate, bool anyAuthority = false) : IDisposable
{
    private readonly HttpClient _client = new(Handler(address, caCertificate, anyAuthority)) { Timeout = TimeSpan.FromSeconds(10) };

    public Task<HttpResponseMessage> GetAsync(string url) => _client.GetAsync(new Uri(url));

    /// <summary>Opens a WebSocket to the URL, and closes it again.</summary>
    public async Task OpenWebSocketAsync(string url)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await socket.ConnectAsync(new Uri(url.Replace("https://", "wss://", StringComparison.Ordinal)), _client, limit.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Handler(string address, string? caCertificate, bool anyAuthority) => new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Parse(address), context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = TrustOnly(caCertificate),
            RemoteCertificateValidationCallback = (_, _, _, errors) => errors is SslPolicyErrors.None ||
                (anyAuthority && errors is SslPolicyErrors.RemoteCertificateChainErrors),
        },
    };

    private static X509ChainPolicy? TrustOnly(string? caCertificate)
    {
        if (string.IsNullOrEmpty(caCertificate))
            return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(caCertificate));
        return policy;
    }
}
