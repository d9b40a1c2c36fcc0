using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>The commands of the MongoDB stand-in.</summary>
/// <param name="version">What it says that it is.</param>
/// <param name="oplog">The data.</param>
/// <param name="set">The set that it is a member of; null where it runs alone.</param>
internal sealed class MongoCommands(string version, Oplog oplog, ReplicaSet? set)
{
    public async Task<Document> AnswerAsync(Document command)
    {
        var (name, argument) = command.FirstOrDefault();
        return name?.ToLowerInvariant() switch
        {
            "hello" or "ismaster" => Hello(),
            "ping" or "endsessions" => Replies.Ok(),
            "buildinfo" => Replies.Ok(("version", version), ("standIn", true), ("maxBsonObjectSize", 16 << 20)),
            "serverstatus" => Replies.Ok(
                ("version", version), ("catalogStats", new Document { { "collections", oplog.Collections } })),
            "insert" => await InsertAsync(
                $"{command["$db"]}.{argument}", command.GetValueOrDefault("documents") as IEnumerable<object?> ?? []),
            "find" => Find(command, $"{command["$db"]}.{argument}"),
            { } other when other.StartsWith("replset", StringComparison.Ordinal) && set is null =>
                Replies.Error(76, "NoReplicationEnabled", "not running with --replSet"),
            "replsetinitiate" => await set!.InitiateAsync(argument as Document),
            "replsetreconfig" => await set!.ReconfigureAsync(argument as Document),
            "replsetgetconfig" => set!.Config(),
            "replsetgetstatus" => set!.Status(),
            "replsetstepdown" => await set!.StepDownAsync(Convert.ToInt32(argument)),
            "replsetstepup" => await set!.StepUpAsync(),
            "replsetheartbeat" => set!.Heartbeat(command),
            "replsetrequestvotes" => set!.Vote(command),
            "standinoplog" when set is not null => set.OplogFor(command),
            _ => Replies.Error(59, "CommandNotFound", $"no such command in this stand-in: '{name}'"),
        };
    }

    private Document Hello()
    {
        var member = set?.Hello();
        var isPrimary = set is null || (member is not null && set.IsPrimary);
        var reply = Replies.Ok(
            ("helloOk", true), ("ismaster", isPrimary), ("isWritablePrimary", isPrimary), ("readOnly", false),
            ("standIn", true), ("maxBsonObjectSize", 16 << 20), ("maxMessageSizeBytes", 48_000_000),
            ("maxWriteBatchSize", 100_000), ("localTime", DateTime.UtcNow), ("minWireVersion", 0),
            ("maxWireVersion", 21));
        foreach (var (name, value) in member ?? [])
            reply[name] = value;
        if (set is not null && member is null)
        {
            reply["secondary"] = false;
            reply["isreplicaset"] = true;
            reply["info"] = "Does not have a valid replica set config";
        }

        return reply;
    }

    private async Task<Document> InsertAsync(string collection, IEnumerable<object?> documents)
    {
        var added = documents.OfType<Document>().ToList();
        if (set is not null)
            return await set.InsertAsync(collection, added);
        oplog.Append(0, collection, added);
        return Replies.Ok(("n", added.Count));
    }

    private Document Find(Document command, string collection)
    {
        if (set is { State: not (MemberState.Primary or MemberState.Secondary) })
            return Replies.Error(13436, "NotPrimaryOrSecondary", "node is not in primary or recovering state");
        var mode = (command.GetValueOrDefault("$readPreference") as Document)?.GetValueOrDefault("mode") as string;
        if (set is { IsPrimary: false } && mode is (null or "primary"))
            return Replies.Error(13435, "NotPrimaryNoSecondaryOk", "not primary and secondaryOk=false");
        var found = oplog.Find(collection, command.GetValueOrDefault("filter") as Document ?? []);
        return Replies.Ok(("cursor", new Document { { "firstBatch", found }, { "id", 0L }, { "ns", collection } }));
    }
}
