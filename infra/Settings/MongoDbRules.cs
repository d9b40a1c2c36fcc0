namespace Enginsight.Infra.Settings;

/// <summary>What this topology asks of a connection string that a driver would take.</summary>
internal static class MongoDbRules
{
    private const string Path = "database.mongoDbUri";
    private const string Form = "mongodb://HOST:27017/enginsight?replicaSet=rs0";

    public static void Check(SecretText uri, SettingsProblems problems)
    {
        try
        {
            if (ProblemOf(MongoDbUri.Parse(uri.Reveal())) is { } problem)
                problems.Add(Path, problem);
        }
        catch (FormatException e)
        {
            problems.Add(Path, $"should look like {Form}, {e.Message}");
        }
    }

    /// <summary>Null where it fits.</summary>
    public static string? ProblemOf(MongoDbUri uri)
    {
        if (!uri.IsFromDns && string.IsNullOrEmpty(uri.ReplicaSet))
            return $"should name the replica set, as in {Form}, has no replicaSet";
        if (uri.Database.Length == 0)
        {
            return $"should name the data base, as in {Form}, has none between the host and the ? "
                + "(drivers would use one that is called test)";
        }

        if (uri.Hosts.Any(host => HostRules.IsLoopback(host.Name)))
        {
            return "should name the database VM as the others reach it; localhost, 127.0.0.1, 0.0.0.0 and ::1 are the "
                + "container itself, wherever it runs";
        }

        if (uri.Hosts.Any(host => HostRules.IsIPv6(host.Name)))
            return "should name hosts by IPv4 address or by name: containers on Docker's networks have no IPv6";
        return uri.Files.Length == 0
            ? null
            : $"should name no files, has {string.Join(" and ", uri.Files)}: the containers do not have them";
    }
}
