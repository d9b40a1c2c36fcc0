using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Enginsight.Ops.Load;

/// <summary>
/// The way to the load balancer for a client that has the DNS records already: every name leads to its address.
/// </summary>
/// <param name="Address">Address and port of the load balancer.</param>
/// <param name="CaCertificates">PEM certificates that alone are trusted; null trusts what the system trusts.</param>
/// <param name="Tls">False for tests without certificates.</param>
internal sealed record Door(IPEndPoint Address, string? CaCertificates, bool Tls = true)
{
    /// <summary>A new connection, ready for HTTP/1.1.</summary>
    public async Task<Stream> OpenAsync(string host, CancellationToken cancellation)
    {
        var stream = await ConnectAsync(cancellation);
        if (!Tls)
            return stream;
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(TlsOptions(host), cancellation);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new connection without TLS.</summary>
    public async Task<NetworkStream> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(Address, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public SslClientAuthenticationOptions TlsOptions(string host) => new()
    {
        TargetHost = host,
        CertificateChainPolicy = Trust(),
    };

    private X509ChainPolicy? Trust()
    {
        if (string.IsNullOrEmpty(CaCertificates))
            return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(CaCertificates);
        return policy;
    }
}
