using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace StandIn.Mongo;

/// <summary>mongod's net.tls, as far as the lab needs it: this side's certificate, and who has to show one.</summary>
/// <param name="certificate">The server's certificate and key.</param>
/// <param name="caFile">Issuer of the certificates that all clients have to show; null asks for none.</param>
/// <param name="isRequired">Turns clients without TLS away (requireTLS), which are served else (preferTLS).</param>
internal sealed class MongoServerTls(SslStreamCertificateContext certificate, string? caFile, bool isRequired)
{
    /// <summary>How a handshake begins: its type, and the version of the record. Greetings are never that long.</summary>
    private static readonly byte[] Handshake = [0x16, 3, 1];

    /// <summary>
    /// STANDIN_TLS_CERTIFICATE is a PEM file with certificate and key, without which there is no TLS; STANDIN_TLS_CA
    /// that of the clients' CA; STANDIN_TLS_MODE is preferTLS or requireTLS, which it is by default.
    /// </summary>
    public static MongoServerTls? FromEnvironment() =>
        Environment.GetEnvironmentVariable("STANDIN_TLS_CERTIFICATE") is { Length: > 0 } file
            ? new(
                MongoTls.ContextOf(file),
                Environment.GetEnvironmentVariable("STANDIN_TLS_CA") is { Length: > 0 } ca ? ca : null,
                Environment.GetEnvironmentVariable("STANDIN_TLS_MODE") is not "preferTLS")
            : null;

    /// <summary>The stream to talk to this client on.</summary>
    /// <exception cref="IOException">The client speaks in plain, or shows no certificate that counts.</exception>
    public async Task<Stream> AcceptAsync(TcpClient client, CancellationToken cancel)
    {
        var first = new byte[Handshake.Length];
        await client.Client.ReceiveAsync(first, SocketFlags.Peek, cancel);
        if (!first.SequenceEqual(Handshake))
            return isRequired ? throw new IOException("takes TLS connections only") : client.GetStream();
        var secured = new SslStream(client.GetStream());
        try
        {
            await secured.AuthenticateAsServerAsync(Options(), cancel);
            return secured;
        }
        catch (AuthenticationException failure)
        {
            await secured.DisposeAsync();
            throw new IOException($"TLS: {failure.Message}");
        }
    }

    /// <summary>Of each connection: the policy is filled while a chain is built.</summary>
    private SslServerAuthenticationOptions Options() => new()
    {
        ServerCertificateContext = certificate,
        ClientCertificateRequired = caFile is not null,
        CertificateChainPolicy = caFile is null ? null : MongoTls.TrustOf(caFile),
    };
}
