using System.Net.Sockets;

namespace StandIn.Mongo;

/// <summary>
/// Finds the primary as MongoDB's drivers do: it asks a host of the URI, then goes on with the addresses that the
/// replica set itself names, so a set that names unreachable members fails here too.
/// </summary>
internal sealed class MongoClient(MongoUri uri)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private TcpClient? _primary;

    /// <summary>Makes sure of a living connection to a primary.</summary>
    /// <exception cref="IOException">No primary is reached; the message says why.</exception>
    public async Task PingAsync()
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

    private async Task<TcpClient> FindPrimaryAsync(CancellationToken cancel)
    {
        var reason = "no host answers";
        foreach (var host in uri.Hosts)
        {
            try
            {
                var seed = await ConnectAsync(host, cancel);
                var hello = await HelloAsync(seed, cancel);
                if (uri.ReplicaSet is null)
                    return seed;
                seed.Dispose();
                if (hello.GetValueOrDefault("setName") as string != uri.ReplicaSet)
                    throw new IOException($"{host} is not in the replica set '{uri.ReplicaSet}'");
                if (hello.GetValueOrDefault("primary") is string primary)
                    return await ConnectAsync(primary, cancel);
                reason = "the replica set has no primary";
            }
            catch (SocketException failure)
            {
                reason = $"{host}: {failure.Message}";
            }
        }
        throw new IOException(reason);
    }

    private static async Task<TcpClient> ConnectAsync(string host, CancellationToken cancel)
    {
        var colon = host.LastIndexOf(':');
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host[..colon], int.Parse(host.AsSpan(colon + 1)), cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<OrderedDictionary<string, object?>> HelloAsync(TcpClient client, CancellationToken cancel)
    {
        await WireMessage.SendAsync(client.GetStream(), new() { { "hello", 1 }, { "$db", "admin" } }, cancel);
        var reply = await WireMessage.ReadAsync(client.GetStream(), cancel)
            ?? throw new IOException("connection closed");
        return reply.Body.GetValueOrDefault("isWritablePrimary") is true
            ? reply.Body
            : throw new IOException("the server is no primary");
    }
}
