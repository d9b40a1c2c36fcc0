using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Engine.Providers.Ssh;

/// <summary>Tells SSH.NET's failures apart and words them as the real provider does.</summary>
internal static class SshFailure
{
    public const string HostKeyMismatch = "ssh: handshake failed: ssh: host key mismatch";

    /// <summary>Whether the connection, rather than what was done over it, is at fault.</summary>
    public static bool IsConnectionLoss(Exception e) =>
        e is SshException or SocketException or ObjectDisposedException or IOException;

    /// <summary>
    /// Whether another attempt may help. Like the real provider: refusals and failed logins count too.
    /// </summary>
    public static bool IsDialFailure(Exception e) =>
        e is SshException or SocketException or ObjectDisposedException or IOException or TimeoutException;

    public static string Describe(Exception e, SshSettings settings, bool hostKeyRefused) => e switch
    {
        _ when hostKeyRefused => HostKeyMismatch,
        SshAuthenticationException =>
            "ssh: handshake failed: ssh: unable to authenticate, attempted methods " +
            $"[none{Tried("publickey", settings.PrivateKey)}{Tried("password", settings.Password)}], " +
            "no supported methods remain",
        SocketException socket => $"dial tcp {settings.Host}:{settings.Port}: {Lower(socket.Message)}",
        SshOperationTimeoutException => $"dial tcp {settings.Host}:{settings.Port}: i/o timeout",
        _ => $"ssh: handshake failed: {Lower(e.Message)}",
    };

    private static string Tried(string method, string? credential) => credential is null ? "" : $" {method}";

    private static string Lower(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..];
}
