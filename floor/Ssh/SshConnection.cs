using System.Diagnostics;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// An open SSH connection, with the one to the proxy that it runs through, if any. Several commands may use it at a
/// time, each on a channel of its own. Whatever comes from the server is a sign of life for all of them.
/// </summary>
internal sealed class SshConnection(SshClient client, IReadOnlyList<IDisposable> underneath, SshLiveness liveness)
    : IDisposable
{
    private readonly Lock _lock = new();
    private long _heard = Stopwatch.GetTimestamp();
    private Task _probe = Task.CompletedTask;
    private int _disposed;

    public SshClient Client => client;

    /// <summary>Channels in use; counted by the pool.</summary>
    public int Users { get; set; }

    /// <summary>Set when something went wrong with it; the pool hands it out no more.</summary>
    public bool Broken { get; set; }

    public bool Usable => !Broken && client.IsConnected;

    private TimeSpan Silence => Stopwatch.GetElapsedTime(Volatile.Read(ref _heard));

    /// <summary>The server has said something, or taken something.</summary>
    public void Heard() => Volatile.Write(ref _heard, Stopwatch.GetTimestamp());

    /// <summary>Does something that waits for the server's answer, but not for ever.</summary>
    /// <exception cref="SshFailureException">It failed, or the server no longer answers.</exception>
    public async Task<T> AnsweredAsync<T>(Func<T> action, CancellationToken cancellation)
    {
        var answer = OwnThread.RunAsync(action);
        await WhileAliveAsync(answer, cancellation);
        return await answer;
    }

    /// <summary>
    /// Waits for the end of a command, and asks a silent server for a sign of life so that a dead one is noticed.
    /// </summary>
    /// <exception cref="SshFailureException">The connection broke, or the server no longer answers.</exception>
    public async Task WatchAsync(Task execution, CancellationToken cancellation)
    {
        while (!await EndsWithinAsync(execution, liveness.Interval - Silence, cancellation))
        {
            if (Silence >= liveness.Interval)
                await WhileAliveAsync(Task.WhenAny(execution, ProbeAsync()).Unwrap(), cancellation);
        }
    }

    /// <summary>Gives it up without waiting for its end, which on a dead network may take its time.</summary>
    public void Abandon()
    {
        Broken = true;
        OwnThread.Forget(Dispose);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        client.Dispose();
        foreach (var part in underneath)
            part.Dispose();
    }

    /// <summary>Waits for an answer as long as the server gives any sign of life.</summary>
    private async Task WhileAliveAsync(Task answer, CancellationToken cancellation)
    {
        var asked = Stopwatch.GetTimestamp();
        while (true)
        {
            var waited = Stopwatch.GetElapsedTime(asked);
            var silence = waited < Silence ? waited : Silence;
            if (await EndsWithinAsync(answer, liveness.Patience - silence, cancellation))
                break;
            if (answer.IsCompleted || silence < liveness.Patience)
                continue;
            Abandon();
            throw new SshFailureException(
                SshFailureKind.Silent, $"no answer for {liveness.Patience.TotalSeconds:0} seconds");
        }

        Heard();
    }

    /// <exception cref="SshFailureException">The task failed.</exception>
    private static async Task<bool> EndsWithinAsync(Task task, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await task.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, cancellation);
            return true;
        }
        catch (TimeoutException e) when (task.Exception?.InnerException != e)
        {
            // Ours; the task may have ended since.
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw SshFailureException.OfUse(e);
        }
    }

    /// <summary>One question at a time for all commands that wait.</summary>
    private Task ProbeAsync()
    {
        lock (_lock)
            return _probe.IsCompleted ? _probe = OwnThread.RunAsync(() => SessionProbe.Ask(client)) : _probe;
    }
}
