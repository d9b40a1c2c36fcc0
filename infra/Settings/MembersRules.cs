namespace Enginsight.Infra.Settings;

/// <summary>What must hold between the members of a replica set and the connection string.</summary>
internal static class MembersRules
{
    private const string Path = "database.mongoDbUri";

    public static void Check(DatabaseSettings database, SettingsProblems problems)
    {
        if (database.Members.IsEmpty || database.MongoDbUri is null || problems.Has(Path))
            return;
        var uri = database.MongoDb;
        if (uri.IsFromDns)
            problems.Add(Path, "should name the hosts of database.members, has a name that DNS knows them by");
        else if (uri.Hosts.FirstOrDefault(host => !database.Members.Any(vm => IsOf(vm, host))) is { } stranger)
        {
            problems.Add(Path, $"should name the hosts of database.members and no others, names {stranger.Name}; "
                + "members have to be known by their address or host");
        }
        else if (database.Members.FirstOrDefault(vm => uri.Hosts.Count(host => IsOf(vm, host)) != 1) is { } member)
        {
            var count = uri.Hosts.Count(host => IsOf(member, host));
            problems.Add(Path, $"should name each of database.members once, names {member.Name} "
                + (count == 0 ? "not at all" : $"{count} times"));
        }
    }

    /// <summary>Whether a host of the connection string is that VM.</summary>
    public static bool IsOf(VmSettings vm, MongoDbHost host) =>
        host.Name == HostRules.Canonical(vm.Address) || host.Name == HostRules.Canonical(vm.Host);
}
