using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Enginsight.Infra.Tests.Files;

/// <summary>
/// An app server that says its address, and at /client whose request it was told to be; /503 is answered so, and /hold
/// only when the test lets it.
/// </summary>
internal sealed class TinyServer
{
    private readonly IPAddress _address;
    private readonly TcpListener _listener;
    private readonly SemaphoreSlim _held;
    private readonly List<TcpClient> _clients = [];

    public TinyServer(IPAddress address, int port, SemaphoreSlim held)
    {
        _address = address;
        _held = held;
        _listener = new TcpListener(address, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Requests that it was sent.</summary>
    public int Requests { get; private set; }

    /// <summary>Dies: every connection ends.</summary>
    public void Abort()
    {
        _listener.Stop();
        lock (_clients)
            _clients.ForEach(client => client.Close());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                lock (_clients)
                    _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        try
        {
            using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
            while (await reader.ReadLineAsync() is { } request)
            {
                Requests++;
                var client = "";
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    if (header.StartsWith("X-Forwarded-For: ", StringComparison.Ordinal))
                        client = header["X-Forwarded-For: ".Length..];
                }

                var path = request.Split(' ')[1].Split('?')[0];
                if (path == "/hold")
                    await _held.WaitAsync();
                var text = path == "/client" ? client : $"{_address}";
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {(path == "/503" ? 503 : 200)} -\r\nContent-Length: {text.Length}\r\n\r\n{text}"));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Its end of the connection is gone.
        }
    }
}
