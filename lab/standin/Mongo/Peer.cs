using System.Net.Sockets;
using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>Another member, as this one reaches it.</summary>
internal sealed class Peer(string host)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private MongoConnection? _connection;

    /// <summary>When it last answered.</summary>
    public DateTime Heard { get; set; }

    public MemberState State { get; set; } = MemberState.Down;

    /// <summary>How far it has got.</summary>
    public OpTime Last { get; set; }

    public string Trouble { get; private set; } = "";

    /// <returns>Null where it does not answer.</returns>
    public async Task<Document?> AskAsync(Document command)
    {
        await _turn.WaitAsync();
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            _connection ??= await MongoConnection.OpenAsync(host, tls: null, timeout.Token);
            command["$db"] = "admin";
            var reply = await _connection.AskAsync(command, timeout.Token);
            Trouble = "";
            return reply;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or IOException)
        {
            _connection?.Dispose();
            _connection = null;
            Trouble = failure is OperationCanceledException ? "no answer in time" : failure.Message;
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>MongoDB's numbers for what a member does.</summary>
internal enum MemberState
{
    Startup = 0,
    Primary = 1,
    Secondary = 2,
    Startup2 = 5,
    Down = 8,
    Removed = 10,
}
