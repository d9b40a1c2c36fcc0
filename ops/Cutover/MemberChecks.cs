using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>Whether a VM's MongoDB can be a member of the replica set that the stack file lists, or is one.</summary>
internal static class MemberChecks
{
    private const string Item = "mongodb";

    public static IEnumerable<Finding> Of(DatabaseSettings database, string vm, Facts facts)
    {
        var member = database.Members.First(one => one.Name == vm);
        var place = database.PlaceOf(member)!;
        var set = database.MongoDb.ReplicaSet ?? "rs0";
        yield return MongoHello.Parse(facts["mongo-address"]) is { } hello
            ? Member(database, hello, set)
            : Finding.Blocker(Item, DatabaseChecks.FlawOf(facts)
                ?? $"does not answer at {member.Address}:{place.Port}: install MongoDB 7 or 8 there, set "
                + $"net.bindIp: 127.0.0.1,{member.Address} and replication.replSetName: {set} in /etc/mongod.conf, and "
                + "start mongod");
        if (member != database.Vm)
            yield break;
        yield return facts.Has("mongosh")
            ? Finding.Ok("mongosh", "is there")
            : Finding.Blocker("mongosh", "is missing, by which up makes and changes the set: install MongoDB's package "
                + "mongodb-mongosh, from a copied .deb where this VM has no way out");
    }

    private static Finding Member(DatabaseSettings database, MongoHello hello, string set)
    {
        if (!hello.MayBeMember)
        {
            return Finding.Blocker(Item, $"runs alone: set replication.replSetName: {set} in /etc/mongod.conf and "
                + "restart mongod (a short outage); up does the rest");
        }

        if (hello.SetName is null)
            return Finding.Ok(Item, $"is in no set yet; up takes it into {set}");
        if (hello.SetName != set)
        {
            return Finding.Blocker(Item, $"its replica set is {hello.SetName}, and the URI says {set}: set "
                + $"database.mongoDbUri with replicaSet={hello.SetName}, if that is the one");
        }

        if (hello.Hosts.FirstOrDefault(host => !IsKnown(database, host)) is { } stranger)
        {
            return Finding.Blocker(Item, $"{set} has a member {stranger} that the stack file does not know by that "
                + "name: list it in database.members, or in database.allow if it is somebody else's");
        }

        return hello.Primary is null
            ? Finding.Blocker(Item, $"{set} has no primary: see rs.status() in mongosh")
            : Finding.Ok(Item, $"is in {set}, whose primary is {hello.Primary}");
    }

    private static bool IsKnown(DatabaseSettings database, string host) =>
        database.MongoDb.Hosts.Any(known => $"{known.Name}:{known.Port}" == host.ToLowerInvariant())
        || database.Allow.Any(client => host.StartsWith($"{client.Address}:", StringComparison.Ordinal));
}
