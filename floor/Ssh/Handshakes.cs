using System.Collections.Concurrent;

namespace Floor.Ssh;

/// <summary>
/// Lets one handshake at a time happen with a server: sshd throws connections out at random when more than MaxStartups
/// of them have not logged in yet, of whomever they are, and 1 is the lowest that works.
/// </summary>
internal static class Handshakes
{
    private static readonly ConcurrentDictionary<(string Host, int Port, string? Proxy), SemaphoreSlim> Turns = new();

    public static async Task<T> InTurnAsync<T>(
        SshTarget server, Func<Task<T>> handshake, CancellationToken cancellation)
    {
        var turn = Turns.GetOrAdd((server.Host, server.Port, server.Proxy?.ToString()), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            return await handshake();
        }
        finally
        {
            turn.Release();
        }
    }
}
