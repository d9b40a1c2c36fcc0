using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// Opens connections, patiently: a machine that boots refuses, and one that is created is not there yet. Not patient
/// with what another attempt would only meet again: a wrong host key, and above all a refused login, since machines
/// that count those shut the whole address out.
/// </summary>
internal static class SshDialer
{
    private const double DelayGrowth = 1.5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connects, through the proxy if there is one. Whoever gets the client disposes what is underneath after it.
    /// </summary>
    /// <param name="failed">Told of each attempt that failed and is forgiven.</param>
    /// <exception cref="SshFailureException">The settings are unusable, or no attempt succeeded.</exception>
    public static async Task<(T Client, IReadOnlyList<IDisposable> Underneath)> DialAsync<T>(
        SshTarget target, DialPatience patience, Func<ConnectionInfo, T> create, Action<SshFailureException>? failed,
        CancellationToken cancellation)
        where T : BaseClient
    {
        if (target.Proxy is null)
            return (await DialOneAsync(target, patience, null, create, failed, cancellation), []);

        var proxy = await DialProxyAsync(target.Proxy, patience.AtProxy ?? patience, failed, cancellation);
        SshTunnel? tunnel = null;
        try
        {
            tunnel = new SshTunnel(proxy, target);
            return (await DialOneAsync(target, patience, tunnel, create, failed, cancellation), [tunnel, proxy]);
        }
        catch (Exception e)
        {
            tunnel?.Dispose();
            proxy.Dispose();
            throw e is OperationCanceledException ? e : SshFailureException.OfDial(e);
        }
    }

    private static async Task<SshClient> DialProxyAsync(
        SshTarget proxy, DialPatience patience, Action<SshFailureException>? failed, CancellationToken cancellation)
    {
        try
        {
            return await DialOneAsync(proxy, patience, null, info => new SshClient(info), failed, cancellation);
        }
        catch (SshFailureException e)
        {
            e.AtProxy = true;
            throw;
        }
    }

    private static async Task<T> DialOneAsync<T>(
        SshTarget target, DialPatience patience, SshTunnel? tunnel, Func<ConnectionInfo, T> create,
        Action<SshFailureException>? failed, CancellationToken cancellation)
        where T : BaseClient
    {
        var credentials = SshCredentials.Of(target);
        var pin = HostKeyPin.Parse(target.HostKey);
        var delay = FirstDelay;
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await Handshakes.InTurnAsync(
                    target,
                    () => HandshakeAsync(create(Info(target, patience, tunnel, credentials, pin)), pin, cancellation),
                    cancellation);
            }
            catch (SshFailureException e)
            {
                e = tunnel is null ? e : tunnel.Explain(e);
                e.Target = target;
                e.FailedBefore = failures;
                if (!e.MayPass || (patience.Forgiven >= 0 && failures >= patience.Forgiven))
                    throw e;
                failed?.Invoke(e);
            }

            await Task.Delay(delay, cancellation);
            delay = delay * DelayGrowth < LongestDelay ? delay * DelayGrowth : LongestDelay;
        }
    }

    private static ConnectionInfo Info(
        SshTarget target, DialPatience patience, SshTunnel? tunnel, SshCredentials credentials, HostKeyPin? pin)
    {
        var (host, port) = tunnel is null ? (target.Host, target.Port) : (tunnel.Host, tunnel.Port);
        var info = new ConnectionInfo(host, port, target.User, credentials.Methods(target.User))
        {
            Timeout = patience.PerAttempt ?? Timeout.InfiniteTimeSpan,
            // sshd frees the place of a session that has just been closed before it answers a second time.
            RetryAttempts = 2,
            // How many there may be is what the server says; the pool finds out.
            MaxSessions = 100,
        };
        pin?.Restrict(info);
        return info;
    }

    private static async Task<T> HandshakeAsync<T>(T client, HostKeyPin? pin, CancellationToken cancellation)
        where T : BaseClient
    {
        var refused = false;
        client.HostKeyReceived += (_, e) => refused = !(e.CanTrust = pin?.Matches(e.HostKey) ?? true);
        try
        {
            await OwnThread.RunAsync(() =>
            {
                client.ConnectAsync(cancellation).GetAwaiter().GetResult();
                // sshd counts a handshake as under way until it answers this; an SFTP client has asked already.
                if (client is SshClient shells)
                    SessionProbe.Ask(shells);
            });
            // From here on waits end with the connection, which is watched.
            client.ConnectionInfo.Timeout = Timeout.InfiniteTimeSpan;
            return client;
        }
        catch (Exception e)
        {
            OwnThread.Forget(client.Dispose);
            cancellation.ThrowIfCancellationRequested();
            throw refused
                ? new SshFailureException(
                    SshFailureKind.HostKey, "the server shows another host key than the pinned one")
                : SshFailureException.OfDial(e);
        }
    }
}
