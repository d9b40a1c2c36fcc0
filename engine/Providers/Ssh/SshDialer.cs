using Engine.Protocol;
using Renci.SshNet;

namespace Engine.Providers.Ssh;

/// <summary>
/// Opens connections, patiently: a machine that boots refuses, and one that is created is not there yet.
/// </summary>
internal static class SshDialer
{
    private const double DelayGrowth = 1.5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connects, through the proxy if there is one. Whoever gets the client disposes what is underneath after it.
    /// </summary>
    /// <exception cref="ProviderException">Every allowed attempt failed, or the settings are unusable.</exception>
    public static async Task<(T Client, IReadOnlyList<IDisposable> Underneath)> DialAsync<T>(
        SshSettings settings, Func<ConnectionInfo, T> create, Action<LogSeverity, string> log,
        CancellationToken cancellation)
        where T : BaseClient
    {
        if (settings.Proxy is not { } proxySettings)
            return (await DialOneAsync(settings, settings.Host, settings.Port, create, log, cancellation), []);

        SshClient proxy;
        try
        {
            proxy = await DialOneAsync(
                proxySettings, proxySettings.Host, proxySettings.Port, info => new SshClient(info), log, cancellation);
        }
        catch (ProviderException e)
        {
            throw new ProviderException($"proxy: {e.Message}", e);
        }

        // SSH.NET connects to addresses only, so the way through the proxy gets a port on the loopback interface.
        var tunnel = new ForwardedPortLocal("127.0.0.1", settings.Host, (uint)settings.Port);
        try
        {
            proxy.AddForwardedPort(tunnel);
            tunnel.Start();
            return (await DialOneAsync(settings, tunnel.BoundHost, (int)tunnel.BoundPort, create, log, cancellation),
                [tunnel, proxy]);
        }
        catch
        {
            tunnel.Dispose();
            proxy.Dispose();
            throw;
        }
    }

    private static async Task<T> DialOneAsync<T>(
        SshSettings settings, string host, int port, Func<ConnectionInfo, T> create, Action<LogSeverity, string> log,
        CancellationToken cancellation)
        where T : BaseClient
    {
        var credentials = SshCredentials.From(settings);
        var pin = HostKeyPin.Parse(settings.HostKey);
        var delay = FirstDelay;
        for (var failures = 1; ; failures++)
        {
            var info = new ConnectionInfo(host, port, settings.User, credentials.Methods(settings.User))
            {
                Timeout = settings.PerDialTimeout ?? Timeout.InfiniteTimeSpan,
                // One refused channel is enough to know; the pool then opens another connection.
                RetryAttempts = 1,
            };
            pin?.Restrict(info);
            var client = create(info);
            if (await TryAsync(client, settings, pin, cancellation) is not { } failure)
                return client;
            // Unlike the real provider: another attempt meets the same key.
            if (failure == SshFailure.HostKeyMismatch)
                throw new ProviderException($"after {failures - 1} failed attempts: {failure}");
            if (settings.DialErrorLimit >= 0 && failures > settings.DialErrorLimit)
                throw new ProviderException($"after {settings.DialErrorLimit} failed attempts: {failure}");
            log(LogSeverity.Debug, $"connecting to {settings}: attempt {failures} failed: {failure}");
            await Task.Delay(delay, cancellation);
            delay = delay * DelayGrowth < LongestDelay ? delay * DelayGrowth : LongestDelay;
        }
    }

    /// <summary>Null on success, otherwise why it failed.</summary>
    private static async Task<string?> TryAsync(
        BaseClient client, SshSettings settings, HostKeyPin? pin, CancellationToken cancellation)
    {
        var refused = false;
        client.HostKeyReceived += (_, e) => refused = !(e.CanTrust = pin?.Matches(e.HostKey) ?? true);
        try
        {
            // The handshake computes and waits on its thread; keep it off the shared ones.
            await Task.Factory.StartNew(
                () => client.ConnectAsync(cancellation).GetAwaiter().GetResult(),
                cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            // From here on waits end with the connection, which is watched (see RemoteProcess).
            client.ConnectionInfo.Timeout = Timeout.InfiniteTimeSpan;
            return null;
        }
        catch (Exception e) when (SshFailure.IsDialFailure(e))
        {
            client.Dispose();
            cancellation.ThrowIfCancellationRequested();
            return SshFailure.Describe(e, settings, refused);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
