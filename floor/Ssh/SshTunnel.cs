using System.Net;
using System.Net.Sockets;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// The way through a proxy. SSH.NET connects to addresses only, so it gets a port on the loopback interface.
/// </summary>
internal sealed class SshTunnel : IDisposable
{
    private readonly SshClient _proxy;
    private readonly SshTarget _target;
    private readonly TcpListener _port = new(IPAddress.Loopback, 0);
    private SshFailureException? _failure;

    public SshTunnel(SshClient proxy, SshTarget target)
    {
        _proxy = proxy;
        _target = target;
        _port.Start();
        _ = AcceptAsync();
    }

    public string Host { get; } = IPAddress.Loopback.ToString();

    public int Port => ((IPEndPoint)_port.LocalEndpoint).Port;

    /// <summary>At the near end a way that leads nowhere is a connection that is closed at once.</summary>
    public SshFailureException Explain(SshFailureException failure) => failure is { MayPass: true, IsTimeout: false }
        ? _failure switch
        {
            null => failure,
            { Kind: SshFailureKind.Forbidden } => new(
                SshFailureKind.Forbidden,
                $"{_target.Proxy} does not forward to it (see AllowTcpForwarding and PermitOpen in its sshd_config)",
                failure.InnerException),
            { Kind: SshFailureKind.Unreachable } => new(
                SshFailureKind.Unreachable,
                $"{_target.Proxy} does not reach it ({_failure.Message})", failure.InnerException),
            _ => new(
                SshFailureKind.Unreachable,
                $"the connection to {_target.Proxy} broke ({_failure.Message})", failure.InnerException),
        }
        : failure;

    public void Dispose() => _port.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _port.AcceptSocketAsync();
                OwnThread.Forget(() => Carry(socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody comes any more.
        }
    }

    private void Carry(Socket socket)
    {
        using var near = socket;
        near.NoDelay = true;
        _failure = null;
        try
        {
            SshForward.Carry(_proxy, _target.Host, _target.Port, near, opened: () => { });
        }
        catch (SshFailureException e)
        {
            _failure = e;
        }
    }
}
