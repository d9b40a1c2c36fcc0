using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Http;

/// <summary>
/// The way to the load balancer for a client that has the DNS records already: every name leads to its address.
/// </summary>
/// <param name="Address">Address and port of the load balancer.</param>
/// <param name="CaCertificates">PEM certificates that alone are trusted; null trusts what the system trusts.</param>
/// <param name="Tls">False for tests without certificates.</param>
/// <param name="AnyAuthority">
/// Accepts every CA, for a certificate that the site has brought along: whether this machine trusts its CA is not what
/// is asked. Names and times are checked all the same. Default: false.
/// </param>
/// <param name="Bastion">What connections go through; whoever made it disposes it. Null where they go directly.</param>
internal sealed record Door(
    IPEndPoint Address, string? CaCertificates, bool Tls = true, bool AnyAuthority = false, Bastion? Bastion = null)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>With the login before it.</summary>
    private static readonly TimeSpan ConnectTimeoutOfBastion = TimeSpan.FromSeconds(20);

    /// <summary>Why this machine does not come in, in words; null where it does.</summary>
    public async Task<string?> FlawAsync()
    {
        var limit = Bastion is null ? ConnectTimeout : ConnectTimeoutOfBastion;
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await using var stream = await ConnectAsync(timeout.Token);
            return null;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return e.Message;
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {limit.TotalSeconds:0} s{(Bastion is null ? "" : $" through {Bastion}")}";
        }
    }

    /// <summary>The same door at another port.</summary>
    public Door At(int port) => this with { Address = new IPEndPoint(Address.Address, port) };

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
    public Task<Stream> ConnectAsync(CancellationToken cancellation) =>
        Bastion is null
            ? ConnectDirectlyAsync(cancellation)
            : Bastion.ConnectAsync($"{Address.Address}", Address.Port, cancellation);

    /// <param name="host">Name that the certificate has to be for; null leaves it to whoever uses the options.</param>
    public SslClientAuthenticationOptions TlsOptions(string? host) => new()
    {
        TargetHost = host,
        CertificateChainPolicy = Trust(),
        RemoteCertificateValidationCallback = (_, _, chain, errors) => errors is SslPolicyErrors.None
            || (AnyAuthority && errors is SslPolicyErrors.RemoteCertificateChainErrors && chain is not null
                && !chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))),
    };

    private async Task<Stream> ConnectDirectlyAsync(CancellationToken cancellation)
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
