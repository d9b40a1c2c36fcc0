using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// The way through a proxy. SSH.NET connects to addresses only, so it gets a port on the loopback interface.
/// </summary>
internal sealed class SshTunnel : IDisposable
{
    /// <summary>
    /// When the connection to the proxy breaks, the thread that reads from it waits for the tunnels to end, which they
    /// tell by that very thread: SSH.NET's own limit on that has to be one that strikes.
    /// </summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    private readonly SshTarget _target;
    private readonly ForwardedPortLocal _port;

    public SshTunnel(SshClient proxy, SshTarget target)
    {
        // SSH.NET serves the tunnel on a shared thread for as long as it stands.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + 1, completions);
        _target = target;
        proxy.ConnectionInfo.Timeout = LongestStop;
        _port = new ForwardedPortLocal("127.0.0.1", target.Host, (uint)target.Port);
        proxy.AddForwardedPort(_port);
        _port.Start();
    }

    public string Host => _port.BoundHost;

    public int Port => (int)_port.BoundPort;

    /// <summary>SSH.NET does not tell why a tunnel leads nowhere: it closes the connection to its near end.</summary>
    public SshFailureException Explain(SshFailureException failure) => failure is { MayPass: true, IsTimeout: false }
        ? new SshFailureException(
            SshFailureKind.Unreachable,
            $"{_target.Proxy} does not forward to it, or it hangs up ({failure.Message})", failure.InnerException)
        : failure;

    public void Dispose() => _port.Dispose();
}
