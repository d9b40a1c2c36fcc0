using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Enginsight.Infra.Settings;

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
internal sealed record Door(IPEndPoint Address, string? CaCertificates, bool Tls = true, bool AnyAuthority = false)
{
    private const int HttpsPort = 443;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The load balancer of a stack, or the one of two that has the address. Its host may be for management only: where
    /// nobody is let in there, the address that clients use.
    /// </summary>
    /// <param name="settings">Say where it is, and whose certificate it has.</param>
    /// <param name="caCertificates">
    /// PEM certificates that alone are trusted; empty trusts what the system trusts.
    /// </param>
    public static async Task<Door> OfAsync(StackSettings settings, string? caCertificates)
    {
        var vm = settings.LoadBalancer.Vm;
        var addresses = await Dns.GetHostAddressesAsync(settings.Pair?.Address ?? vm.Host);
        var door = new Door(
            new IPEndPoint(addresses[0], HttpsPort),
            caCertificates,
            AnyAuthority: !settings.Certificate.IsOwn);
        return settings.Pair is null && IPAddress.TryParse(vm.Address, out var own) && !own.Equals(addresses[0])
            && !await door.IsReachedAsync()
                ? door with { Address = new IPEndPoint(own, HttpsPort) }
                : door;
    }

    /// <summary>Whether this machine comes in at all.</summary>
    public async Task<bool> IsReachedAsync()
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout);
        try
        {
            await using var stream = await ConnectAsync(timeout.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
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

    /// <param name="host">Name that the certificate has to be for; null leaves it to whoever uses the options.</param>
    public SslClientAuthenticationOptions TlsOptions(string? host) => new()
    {
        TargetHost = host,
        CertificateChainPolicy = Trust(),
        RemoteCertificateValidationCallback = (_, _, chain, errors) => errors is SslPolicyErrors.None
            || (AnyAuthority && errors is SslPolicyErrors.RemoteCertificateChainErrors && chain is not null
                && !chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))),
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
