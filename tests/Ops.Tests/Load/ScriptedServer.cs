using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Enginsight.Ops.Tests.Load;

/// <summary>Does with each connection, request by request, what the test says, and then closes it.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\nX-Served-By: app1\r\nContent-Length: 2\r\n\r\nok";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _connections;

    /// <param name="connections">
    /// For each connection in turn the answers to its requests; the last goes for all later ones. An answer of "hang"
    /// never comes, nor does one of "close", which ends the connection; "websocket NUMBER" upgrades and closes with
    /// that code, 0 without any.
    /// </param>
    public ScriptedServer(params string[][] connections)
    {
        _listener.Start();
        _loop = AcceptAsync(connections);
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync(string[][] connections)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                serving.Add(ServeAsync(client, connections[Math.Min(Interlocked.Increment(ref _connections) - 1, connections.Length - 1)]));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, string[] answers)
    {
        using var owned = client;
        var stream = client.GetStream();
        try
        {
            foreach (var answer in answers)
            {
                var request = await ReadRequestAsync(stream);
                if (answer == "close")
                    return;
                if (answer == "hang")
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                await stream.WriteAsync(answer.StartsWith("websocket ", StringComparison.Ordinal)
                    ? Upgrade(request, ushort.Parse(answer.Split(' ')[1]))
                    : Encoding.ASCII.GetBytes(answer), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client or the test has gone.
        }
    }

    private static byte[] Upgrade(string request, ushort code)
    {
        const string header = "Sec-WebSocket-Key:";
        var line = request.Split("\r\n").Single(line => line.StartsWith(header, StringComparison.OrdinalIgnoreCase));
        var key = line[header.Length..].Trim() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
#pragma warning disable CA5350 // the WebSocket handshake is made with SHA-1
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key)));
#pragma warning restore CA5350
        var head = Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\n\r\n");
        return code == 0 ? head : [.. head, 0x88, 2, (byte)(code >> 8), (byte)code];
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                throw new IOException("the client closed the connection");
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
