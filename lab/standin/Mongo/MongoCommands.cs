using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>The commands of the MongoDB stand-in. Data lives in memory and is gone after a restart.</summary>
internal sealed class MongoCommands(string version, string? replicaSet, string me)
{
    private readonly Dictionary<string, List<Document>> _collections = [];
    private readonly Lock _lock = new();

    /// <summary>The address by which the replica set knows this member.</summary>
    public string Me => me;

    public Document Answer(Document command)
    {
        var (name, argument) = command.FirstOrDefault();
        return name?.ToLowerInvariant() switch
        {
            "hello" or "ismaster" => Hello(),
            "ping" or "endsessions" => Ok(),
            "buildinfo" => Ok(("version", version), ("standIn", true), ("maxBsonObjectSize", 16 << 20)),
            "replsetgetstatus" => Status(),
            "replsetinitiate" when replicaSet is null => NoReplication(),
            "replsetinitiate" => Error(23, "AlreadyInitialized", "already initialized"),
            "insert" => Insert($"{command["$db"]}.{argument}", command.GetValueOrDefault("documents")),
            "find" => Find($"{command["$db"]}.{argument}", command.GetValueOrDefault("filter") as Document ?? []),
            _ => Error(59, "CommandNotFound", $"no such command in this stand-in: '{name}'"),
        };
    }

    private Document Hello()
    {
        var reply = Ok(
            ("helloOk", true), ("ismaster", true), ("isWritablePrimary", true), ("readOnly", false), ("standIn", true),
            ("maxBsonObjectSize", 16 << 20), ("maxMessageSizeBytes", 48_000_000), ("maxWriteBatchSize", 100_000),
            ("localTime", DateTime.UtcNow), ("minWireVersion", 0), ("maxWireVersion", 21));
        if (replicaSet is null)
            return reply;
        reply["setName"] = replicaSet;
        reply["setVersion"] = 1;
        reply["secondary"] = false;
        reply["hosts"] = new List<object?> { me };
        reply["primary"] = me;
        reply["me"] = me;
        return reply;
    }

    private Document Status() => replicaSet is null
        ? NoReplication()
        : Ok(("set", replicaSet), ("myState", 1), ("members", new List<object?> { Member() }));

    private Document Member() => new()
    {
        { "_id", 0 },
        { "name", me },
        { "health", 1.0 },
        { "state", 1 },
        { "stateStr", "PRIMARY" },
        { "self", true },
    };

    private Document Insert(string collection, object? documents)
    {
        var added = (documents as IEnumerable<object?> ?? []).OfType<Document>().ToList();
        lock (_lock)
        {
            if (!_collections.TryAdd(collection, added))
                _collections[collection].AddRange(added);
        }
        return Ok(("n", added.Count));
    }

    private Document Find(string collection, Document filter)
    {
        lock (_lock)
        {
            var found = _collections.GetValueOrDefault(collection, []).Where(document =>
                filter.All(wanted => Equals(document.GetValueOrDefault(wanted.Key), wanted.Value)));
            Document cursor = new() { { "firstBatch", found.ToList<object?>() }, { "id", 0L }, { "ns", collection } };
            return Ok(("cursor", cursor));
        }
    }

    private static Document NoReplication() => Error(76, "NoReplicationEnabled", "not running with --replSet");

    private static Document Error(int code, string name, string message) =>
        new() { { "ok", 0.0 }, { "errmsg", message }, { "code", code }, { "codeName", name } };

    private static Document Ok(params (string Name, object? Value)[] fields) =>
        new(fields.Append(("ok", 1.0)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
}
