using System.Net;
using System.Net.Sockets;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>Connections through a server to what it reaches and we do not, each with a thread of its own.</summary>
internal static class SshForward
{
    private const int BufferSize = 32 << 10;

    /// <summary>Has the server connect to an address, or to a name that it knows.</summary>
    /// <exception cref="SshFailureException">
    /// The connection to the server is lost, it does not forward there, or it does not get there itself.
    /// </exception>
    public static async Task<NetworkStream> OpenAsync(
        SshClient server, string host, int port, CancellationToken cancellation)
    {
        var (near, far) = await PairAsync(cancellation);
        try
        {
            var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            OwnThread.Forget(() =>
            {
                using var _ = far;
                try
                {
                    Carry(server, host, port, far, opened.SetResult);
                }
                catch (Exception e)
                {
                    opened.TrySetException(e);
                }
            });
            // Whoever waits no longer hangs up, and that ends the connection when it comes about after all.
            await opened.Task.WaitAsync(cancellation);
            return new NetworkStream(near, ownsSocket: true);
        }
        catch
        {
            near.Dispose();
            throw;
        }
    }

    /// <summary>Connects a socket with an address behind the server until one side hangs up.</summary>
    /// <param name="opened">Called when the server is connected.</param>
    /// <exception cref="SshFailureException">It never was.</exception>
    public static void Carry(SshClient server, string host, int port, Socket socket, Action opened)
    {
        using var channel = new DirectChannel(server);
        channel.Open(host, port, socket);
        opened();
        var ended = ThreadPool.RegisterWaitForSingleObject(
            channel.ConnectionEnded, (_, _) => HangUp(socket), null, Timeout.Infinite, executeOnlyOnce: true);
        var buffer = new byte[BufferSize];
        try
        {
            while (socket.Receive(buffer) is > 0 and var count && channel.Write(buffer, count))
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Hung up: by whom we serve, or by SSH.NET for the server.
        }
        finally
        {
            ended.Unregister(null);
        }
    }

    private static void HangUp(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Somebody has before.
        }
    }

    /// <summary>Two ends on the loopback interface: SSH.NET's channels take nothing but such a socket.</summary>
    private static async Task<(Socket Near, Socket Far)> PairAsync(CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await near.ConnectAsync(listener.LocalEndpoint, cancellation);
            while (true)
            {
                var far = await listener.AcceptSocketAsync(cancellation);
                far.NoDelay = true;
                if (far.RemoteEndPoint!.Equals(near.LocalEndPoint))
                    return (near, far);
                far.Dispose(); // somebody else of this machine
            }
        }
        catch
        {
            near.Dispose();
            throw;
        }
    }
}
