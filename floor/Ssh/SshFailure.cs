using System.Net.Sockets;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Floor.Ssh;

/// <summary>What went wrong with a connection; what to do about it depends on this.</summary>
internal enum SshFailureKind
{
    /// <summary>Key, password or pin cannot be used; no server was asked.</summary>
    Settings,

    /// <summary>Nobody answers, or not to the end of the handshake; perhaps not yet.</summary>
    Unreachable,

    /// <summary>The server has another key than the pinned one.</summary>
    HostKey,

    /// <summary>The server lets this user with this key or password not in.</summary>
    Login,

    /// <summary>The server has no room for another session on this connection.</summary>
    Sessions,

    /// <summary>The server makes no connection for this user to that address.</summary>
    Forbidden,

    /// <summary>The connection broke.</summary>
    Lost,

    /// <summary>The server no longer answers.</summary>
    Silent,
}

/// <summary>
/// The one exception, besides that of a cancellation, that leaves this layer. The message is one line and holds no
/// secret; whose it is (VM, step) is for the caller to say.
/// </summary>
internal sealed class SshFailureException(SshFailureKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public SshFailureKind Kind => kind;

    /// <summary>The server that it happened with.</summary>
    public SshTarget? Target { get; set; }

    /// <summary>Whether it is the host on the way, not the one that was meant.</summary>
    public bool AtProxy { get; set; }

    /// <summary>Attempts to connect that failed before this one.</summary>
    public int FailedBefore { get; set; }

    /// <summary>Whether a command had been sent; then nobody knows what became of it.</summary>
    public bool HadBegun { get; set; }

    /// <summary>Whether another attempt at the same may end otherwise.</summary>
    public bool MayPass => kind is SshFailureKind.Unreachable
        && InnerException is not SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed };

    /// <summary>Whether nobody said anything, rather than no.</summary>
    public bool IsTimeout => InnerException is SshOperationTimeoutException or TimeoutException;

    /// <summary>Whether nothing can be done over this connection any more.</summary>
    public bool IsLoss => kind is SshFailureKind.Lost or SshFailureKind.Silent;

    /// <summary>What SSH.NET and the system say while a connection is made.</summary>
    public static SshFailureException OfDial(Exception e) => e switch
    {
        SshFailureException failure => failure,
        SshAuthenticationException => new(SshFailureKind.Login, "the server refuses the login", e),
        SocketException => new(SshFailureKind.Unreachable, Lower(e.Message), e),
        SshOperationTimeoutException or TimeoutException => new(SshFailureKind.Unreachable, "no answer in time", e),
        _ => new(SshFailureKind.Unreachable, $"handshake failed: {Lower(e.Message)}", e),
    };

    /// <summary>What SSH.NET says about a connection that was made.</summary>
    public static SshFailureException OfUse(Exception e) => e switch
    {
        SshFailureException failure => failure,
        // A subclass tells that the connection is gone; this very class, that the server refused a channel.
        SshException when e.GetType() == typeof(SshException) =>
            new(SshFailureKind.Sessions, "the server refuses another session (see MaxSessions in its sshd_config)", e),
        _ => new(SshFailureKind.Lost, Lower(e.Message), e),
    };

    private static string Lower(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..];
}
