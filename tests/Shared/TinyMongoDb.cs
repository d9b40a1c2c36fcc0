using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tests.Shared;

/// <summary>Answers hello as MongoDB does, in plain or over TLS, and hangs up on whatever else it hears.</summary>
public sealed class TinyMongoDb : IDisposable
{
    private const byte Handshake = 0x16;

    /// <summary>{maxWireVersion: 21} as OP_MSG.</summary>
    private static readonly byte[] Answer =
    [
        46, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0, 0,
        25, 0, 0, 0, 0x10, .. "maxWireVersion\0"u8, 21, 0, 0, 0, 0,
    ];

    private readonly TcpListener _listener;
    private readonly SslServerAuthenticationOptions? _tls;

    /// <param name="address">Where it listens.</param>
    /// <param name="tls">Certificate and key, and how it looks at the client's; null speaks in plain.</param>
    public TinyMongoDb(IPAddress address, SslServerAuthenticationOptions? tls = null)
    {
        _tls = tls;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What a server needs for TLS.</summary>
    /// <param name="certificateAndKey">PEM text.</param>
    public static SslServerAuthenticationOptions Tls(string certificateAndKey) => new()
    {
        ServerCertificate = X509Certificate2.CreateFromPem(certificateAndKey, certificateAndKey),
    };

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var first = new byte[1];
            await client.Client.ReceiveAsync(first, SocketFlags.Peek);
            if (first[0] == Handshake != _tls is not null)
                return;
            await using var stream = new SslStream(client.GetStream());
            if (_tls is not null)
                await stream.AuthenticateAsServerAsync(_tls);
            Stream talk = _tls is null ? client.GetStream() : stream;
            // As mongod does: it looks at the client's certificate once the handshake is done, and says nothing.
            if (_tls?.ClientCertificateRequired == true && stream.RemoteCertificate is null)
                return;
            var message = new byte[52];
            await talk.ReadExactlyAsync(message);
            await talk.WriteAsync(Answer);
            await talk.ReadAtLeastAsync(message, 1, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            // The client has seen enough.
        }
    }
}
