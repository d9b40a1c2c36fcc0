using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Enginsight.Ops.Load;

/// <summary>
/// A relay on loopback that delays every byte, and every end of a connection, both ways. A load balancer that closes a
/// kept connection loses the request that is just on its way there; without the delay, hardly any is.
/// </summary>
internal sealed class LongLink : IAsyncDisposable
{
    /// <summary>What a client on the same continent has.</summary>
    public static readonly TimeSpan EachWay = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _target;
    private readonly TimeSpan _delay;
    private readonly Task _accepting;

    /// <param name="target">Where the link leads to.</param>
    /// <param name="delay">Time for each way.</param>
    public LongLink(IPEndPoint target, TimeSpan delay)
    {
        _target = target;
        _delay = delay;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>This end of the link.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var _ = client;
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_target, _end.Token);
            await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The end of one side is the end of both.
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var way = Channel.CreateUnbounded<(long Sent, byte[] Bytes)>();
        var arriving = ArriveAsync(way.Reader, to);
        var buffer = new byte[64 << 10];
        try
        {
            int count;
            do
            {
                count = await from.ReceiveAsync(buffer, _end.Token);
                way.Writer.TryWrite((Stopwatch.GetTimestamp(), buffer[..count]));
            }
            while (count > 0);
        }
        catch (SocketException)
        {
            way.Writer.TryWrite((Stopwatch.GetTimestamp(), []));
        }

        await arriving;
    }

    private async Task ArriveAsync(ChannelReader<(long Sent, byte[] Bytes)> way, Socket to)
    {
        await foreach (var (sent, bytes) in way.ReadAllAsync(_end.Token))
        {
            var left = _delay - Stopwatch.GetElapsedTime(sent);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, _end.Token);
            if (bytes.Length == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            for (var at = 0; at < bytes.Length;)
                at += await to.SendAsync(bytes.AsMemory(at), _end.Token);
        }
    }
}
