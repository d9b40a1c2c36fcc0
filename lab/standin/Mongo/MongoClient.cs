using System.Diagnostics;
using System.Net.Sockets;

namespace StandIn.Mongo;

/// <summary>
/// Finds the primary as MongoDB's drivers do: it asks a host of the URI, then goes on with the addresses that the
/// replica set itself names, so a set that names unreachable members fails here too.
/// </summary>
internal sealed class MongoClient(MongoUri uri)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private MongoConnection? _primary;

    /// <summary>
    /// As drivers do it, another primary is waited for where there may be one (serverSelectionTimeoutMS, by default).
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes sure of a living connection to a primary.</summary>
    /// <exception cref="IOException">No primary is reached; the message says why.</exception>
    public async Task PingAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await TryAsync();
                return;
            }
            catch (IOException) when (uri.Hosts.Count > 1 && watch.Elapsed < Patience)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task TryAsync()
    {
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            _primary ??= await FindPrimaryAsync(timeout.Token);
            await HelloAsync(_primary, timeout.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or IOException)
        {
            _primary?.Dispose();
            _primary = null;
            var reason = failure is OperationCanceledException ? "no answer in time" : failure.Message;
            throw new IOException($"MongoDB at {string.Join(',', uri.Hosts)}: {reason}");
        }
    }

    /// <summary>All hosts are asked at once: one that is silent must not take the others' time.</summary>
    private async Task<MongoConnection> FindPrimaryAsync(CancellationToken cancel)
    {
        var asked = uri.Hosts.Select(host => AskAsync(host, cancel)).ToList();
        Exception? reason = null;
        await foreach (var answer in Task.WhenEach(asked))
        {
            try
            {
                var primary = await answer;
                _ = DropAsync(asked.Where(other => other != answer));
                return primary;
            }
            catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
            {
                reason = reason is null or OperationCanceledException ? failure : reason;
            }
        }

        throw new IOException(reason is SocketException or IOException ? reason.Message : "no answer in time");
    }

    private static async Task DropAsync(IEnumerable<Task<MongoConnection>> others)
    {
        foreach (var other in others)
        {
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (other.IsCompletedSuccessfully)
                other.Result.Dispose();
        }
    }

    private async Task<MongoConnection> AskAsync(string host, CancellationToken cancel)
    {
        var seed = await MongoConnection.OpenAsync(host, uri.Tls, cancel);
        if (uri.ReplicaSet is null)
            return seed;
        using var connection = seed;
        var hello = await seed.AskAsync(Hello(), cancel);
        if (hello.GetValueOrDefault("setName") as string != uri.ReplicaSet)
            throw new IOException($"{host} is not in the replica set '{uri.ReplicaSet}'");
        return hello.GetValueOrDefault("primary") is string primary
            ? await MongoConnection.OpenAsync(primary, uri.Tls, cancel)
            : throw new IOException("the replica set has no primary");
    }

    private static async Task HelloAsync(MongoConnection connection, CancellationToken cancel)
    {
        if ((await connection.AskAsync(Hello(), cancel)).GetValueOrDefault("isWritablePrimary") is not true)
            throw new IOException("the server is no primary");
    }

    private static OrderedDictionary<string, object?> Hello() => new() { { "hello", 1 }, { "$db", "admin" } };
}
