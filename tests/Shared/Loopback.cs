using System.Net;
using System.Net.Sockets;

namespace Tests.Shared;

/// <summary>Ports of this machine.</summary>
public static class Loopback
{
    /// <summary>
    /// A port on which nothing listens. It lies below those that Linux gives to connections on their way out, so that
    /// none of these takes it before its server starts, or while that is stopped.
    /// </summary>
    public static int FreePort()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException("of 100 ports between 10000 and 32000 none is free");
    }

    public static bool IsOpen(int port)
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
