using System.Net;
using System.Net.Sockets;

namespace Enginsight.Infra.Tests.Bundles;

/// <summary>A way to a port of this machine whose first connection breaks after so many bytes.</summary>
internal sealed class BreakingLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly long _limit;
    private readonly Task _accepting;
    private long _bytes;

    public BreakingLink(int target, long after)
    {
        _target = target;
        _limit = after;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasBroken { get; private set; }

    /// <summary>Bytes that went towards the target.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

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
        using var _ = client;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            // The end of one side is the end of both.
            await await Task.WhenAny(
                PumpAsync(client, server, count => Interlocked.Add(ref _bytes, count)),
                PumpAsync(server, client, _ => 0));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Broken, or the test is over.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<int, long> count)
    {
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await from.ReceiveAsync(buffer, _end.Token)) > 0)
        {
            if (count(read) > _limit && !HasBroken)
            {
                HasBroken = true;
                return;
            }

            await to.SendAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
