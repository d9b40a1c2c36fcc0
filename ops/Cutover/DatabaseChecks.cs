using System.Net;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>MongoDB and redis, as the other VMs will meet them.</summary>
internal static class DatabaseChecks
{
    private const string Item = "mongodb";

    public static IEnumerable<Finding> Of(DatabaseSettings database, Facts facts) =>
        [MongoDb(database, facts), Redis(facts)];

    private static Finding MongoDb(DatabaseSettings database, Facts facts)
    {
        var address = database.Vm.Address;
        if (MongoHello.Parse(facts["mongo-address"]) is { } hello)
            return ReplicaSet(hello, WantedSet(database), address);
        if (database.MongoDb.Hosts.All(host => host.Name != address))
            return Finding.Ok(Item, "database.mongoDbUri names other hosts than this VM; they are not checked");
        if (FlawOf(facts) is { } flaw)
            return Finding.Blocker(Item, flaw);
        return MongoHello.Parse(facts["mongo-loopback"]) is not null
            ? Finding.Blocker(Item, "answers on 127.0.0.1 only: set "
                + $"net.bindIp: 127.0.0.1,{address} in /etc/mongod.conf and restart mongod")
            : Finding.Blocker(Item, $"does not answer at {address}:27017: install MongoDB 7 or 8 and start it");
    }

    /// <summary>What is in the way of a driver that reaches it; null where it is not even reached.</summary>
    public static string? FlawOf(Facts facts) => facts["mongo-flaw"] is not "is not reached" and var flaw ? flaw : null;

    private static Finding ReplicaSet(MongoHello hello, string wanted, string address)
    {
        if (hello.SetName is null)
        {
            return Finding.Blocker(Item, $"is no replica set: set replication.replSetName: {wanted} in "
                + "/etc/mongod.conf, restart mongod (a short outage), then mongosh: "
                + $"rs.initiate({{_id: \"{wanted}\", members: [{{_id: 0, host: \"{address}:27017\"}}]}})");
        }

        if (hello.SetName != wanted)
        {
            return Finding.Blocker(Item, $"its replica set is {hello.SetName}, the URI says {wanted}: "
                + $"set database.mongoDbUri with replicaSet={hello.SetName}");
        }

        if (hello.Hosts.FirstOrDefault(IsLocal) is { } local)
        {
            return Finding.Blocker(Item, $"its member is named {local}, and clients connect to that name, "
                + "not to the URI's: "
                + $"mongosh: c = rs.conf(); c.members[0].host = \"{address}:27017\"; rs.reconfig(c)");
        }

        if (hello.Primary is null)
            return Finding.Blocker(Item, $"{hello.SetName} has no primary: see rs.status() in mongosh");
        var members = string.Join(", ", hello.Hosts);
        return hello.Hosts.FirstOrDefault(host => !IPAddress.TryParse(HostOf(host), out _)) is { } name
            ? Finding.Warning(
                Item, $"{hello.SetName} ({members}): every app server and the services VM must resolve {HostOf(name)}")
            : Finding.Ok(Item, $"{hello.SetName} ({members})");
    }

    private static string WantedSet(DatabaseSettings database) =>
        database.MongoDb.ReplicaSet ?? "rs0";

    private static bool IsLocal(string host) => HostOf(host) is var name
        && (name == "localhost" || (IPAddress.TryParse(name, out var ip) && IPAddress.IsLoopback(ip)));

    private static string HostOf(string member) => member[..member.LastIndexOf(':')].Trim('[', ']');

    private static Finding Redis(Facts facts) => (facts["redis"], facts.Has("redis-ours")) switch
    {
        (null, _) => Finding.Ok("redis", "not installed yet, up does it"),
        ({ } state, true) when state.StartsWith("active", StringComparison.Ordinal) =>
            Finding.Ok("redis", "runs as up has set it up"),
        ({ } state, _) when !state.StartsWith("active", StringComparison.Ordinal) =>
            Finding.Warning("redis", $"installed, {state.Split(' ')[0]}; up starts it"),
        ({ } state, _) when state.Contains("PONG", StringComparison.Ordinal)
                && facts.Listeners(6379).Any(listener => !listener.IsLoopback) =>
            Finding.Warning(
                "redis", "runs without a password for others; up sets one, and whoever else uses it is locked out"),
        ({ } state, _) when state.Contains("NOAUTH", StringComparison.Ordinal) =>
            Finding.Warning(
                "redis", "has a password of its own; up's settings are read last, so that another one holds then"),
        _ => Finding.Ok("redis", "runs on the loopback interface; up opens it to the other VMs"),
    };
}
