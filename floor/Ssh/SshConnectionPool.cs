using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// Keeps SSH connections open from one command to the next: a handshake costs more than most commands. Connections
/// are shared up to the number of sessions that the server takes.
/// </summary>
internal sealed class SshConnectionPool(SshLiveness liveness) : IAsyncDisposable
{
    /// <summary>sshd's MaxSessions unless it is configured otherwise; a lower one shows by a refusal.</summary>
    private const int MostSessions = 10;

    private const int Tries = 3;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<(SshTarget Target, SshConnection Connection)> _connections = [];
    private readonly Dictionary<SshTarget, Task> _dials = [];
    private readonly Dictionary<SshTarget, int> _sessions = [];

    /// <summary>
    /// Does something with a connection. It is told how to say that it has begun to act on the other side: an
    /// idle connection may have died unnoticed, so a failure before that is tried again on another.
    /// </summary>
    /// <param name="failed">Told of each attempt to connect that failed and is forgiven.</param>
    /// <exception cref="SshFailureException">There is no connection, or what was done with it failed.</exception>
    public async Task<T> UseAsync<T>(
        SshTarget target, DialPatience patience, Action<SshFailureException>? failed,
        Func<SshConnection, Action, Task<T>> action, CancellationToken cancellation)
    {
        for (var tries = 1; ;)
        {
            var connection = await TakeAsync(target, patience, failed, cancellation);
            var begun = false;
            try
            {
                return await action(connection, () => begun = true);
            }
            catch (SshFailureException e) when (!begun && e.Kind is SshFailureKind.Sessions)
            {
                if (!Share(target, connection) && tries++ == Tries)
                    throw;
            }
            catch (SshFailureException e) when (!begun && e.IsLoss && tries++ < Tries)
            {
                connection.Broken = true;
            }
            catch (SshFailureException e)
            {
                e.Target = target;
                e.HadBegun = begun;
                throw;
            }
            finally
            {
                Return(connection);
            }
        }
    }

    /// <summary>Closes what is idle of the connections to a server.</summary>
    public void Close(SshTarget target)
    {
        List<SshConnection> idle;
        lock (_lock)
        {
            idle = [.. _connections
                .Where(item => item.Target == target && item.Connection.Users == 0).Select(item => item.Connection)];
            _connections.RemoveAll(item => idle.Contains(item.Connection));
        }

        idle.ForEach(connection => connection.Abandon());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        List<SshConnection> open;
        lock (_lock)
        {
            open = [.. _connections.Select(item => item.Connection)];
            _connections.Clear();
        }

        await Task.WhenAll(open.Select(connection => OwnThread.RunAsync(connection.Dispose)));
    }

    private async Task<SshConnection> TakeAsync(
        SshTarget target, DialPatience patience, Action<SshFailureException>? failed, CancellationToken cancellation)
    {
        while (true)
        {
            Task? dial;
            lock (_lock)
            {
                if (Usable(target) is { } connection)
                {
                    connection.Users++;
                    return connection;
                }

                // All who come meanwhile wait for the same handshake, and share what comes of it.
                if (!_dials.TryGetValue(target, out dial))
                    _dials[target] = dial = Task.Run(() => DialAsync(target, patience, failed), CancellationToken.None);
            }

            await dial.WaitAsync(cancellation);
        }
    }

    private SshConnection? Usable(SshTarget target)
    {
        var most = _sessions.GetValueOrDefault(target, MostSessions);
        return _connections
            .Where(item => item.Target == target && item.Connection.Users < most && item.Connection.Usable)
            .Select(item => item.Connection)
            .FirstOrDefault();
    }

    private async Task DialAsync(SshTarget target, DialPatience patience, Action<SshFailureException>? failed)
    {
        try
        {
            var (client, underneath) = await SshDialer.DialAsync(
                target, patience, info => new SshClient(info), failed, _end.Token);
            lock (_lock)
                _connections.Add((target, new SshConnection(client, underneath, liveness)));
        }
        finally
        {
            lock (_lock)
                _dials.Remove(target);
        }
    }

    /// <summary>
    /// Learns how many sessions the server takes from a refused one. One that was alone on its connection has met
    /// something that an earlier command left running: the connection is full for good, and a new one may not be.
    /// </summary>
    private bool Share(SshTarget target, SshConnection connection)
    {
        lock (_lock)
        {
            if (connection.Users > 1)
                _sessions[target] = Math.Min(_sessions.GetValueOrDefault(target, MostSessions), connection.Users - 1);
            else
                connection.Broken = true;
            return !connection.Broken;
        }
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

        connection.Abandon();
    }
}
