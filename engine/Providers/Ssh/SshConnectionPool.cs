using Engine.Protocol;
using Renci.SshNet;

namespace Engine.Providers.Ssh;

/// <summary>
/// Keeps SSH connections open from one command to the next: a handshake costs more than most commands. Connections
/// are shared up to a number of channels that a server with default settings (MaxSessions 10) accepts.
/// </summary>
internal sealed class SshConnectionPool(SshLiveness liveness) : IAsyncDisposable
{
    private const int ChannelsPerConnection = 8;

    private readonly Lock _lock = new();
    private readonly List<(SshSettings Identity, SshConnection Connection)> _connections = [];

    /// <summary>
    /// Does something with a connection. It is told how to say that it has begun to act on the other side: an
    /// idle connection may have died unnoticed, so a failure before that on a reused one is tried again on a new one.
    /// </summary>
    public async Task<T> UseAsync<T>(
        SshSettings settings, OperationContext context, Func<SshConnection, Action, Task<T>> action,
        CancellationToken cancellation)
    {
        while (true)
        {
            var reused = Take(settings);
            var connection = reused ?? await AddAsync(settings, context.Log, cancellation);
            var begun = false;
            try
            {
                return await action(connection, () => begun = true);
            }
            catch (Exception e) when (reused is not null && !begun && SshFailure.IsConnectionLoss(e))
            {
                connection.Broken = true;
            }
            finally
            {
                Return(connection);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<SshConnection> open;
        lock (_lock)
        {
            open = [.. _connections.Select(item => item.Connection)];
            _connections.Clear();
        }

        await Task.WhenAll(open.Select(connection => Task.Run(connection.Dispose)));
    }

    private SshConnection? Take(SshSettings settings)
    {
        var identity = settings.Identity;
        lock (_lock)
        {
            var found = _connections
                .Where(item => item.Identity == identity && item.Connection.Users < ChannelsPerConnection)
                .Select(item => item.Connection)
                .FirstOrDefault(connection => connection.Usable);
            if (found is not null)
                found.Users++;
            return found;
        }
    }

    private async Task<SshConnection> AddAsync(
        SshSettings settings, Action<LogSeverity, string> log, CancellationToken cancellation)
    {
        var (client, underneath) = await SshDialer.DialAsync(settings, info => new SshClient(info), log, cancellation);
        var connection = new SshConnection(client, underneath, liveness) { Users = 1 };
        lock (_lock)
            _connections.Add((settings.Identity, connection));
        return connection;
    }

    private void Return(SshConnection connection)
    {
        lock (_lock)
        {
            connection.Users--;
            if (connection.Users > 0 || connection.Usable)
                return;
            _connections.RemoveAll(item => item.Connection == connection);
        }

        connection.Dispose();
    }
}
