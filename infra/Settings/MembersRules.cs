namespace Enginsight.Infra.Settings;

/// <summary>What must hold between the members of a replica set and the connection string.</summary>
internal static class MembersRules
{
    private const string Path = "database.mongoDbUri";
    private const string AddressPath = "database.virtualAddress";

    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        var database = settings.Database;
        CheckVirtualAddress(settings, problems);
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

    private static void CheckVirtualAddress(StackSettings settings, SettingsProblems problems)
    {
        if (settings.Database.VirtualAddress is not { } address)
            return;
        VirtualAddressRules.Check(AddressPath, address, settings, problems);
        if (settings.Pair?.Addresses.Contains(address) == true)
            problems.Add(AddressPath, $"should be another address than the load balancers', was {address}");
        foreach (var vm in settings.Database.Members.Where(vm => vm.IsIPv6))
        {
            problems.Add(AddressPath, $"works between members that find each other by IPv4, {vm.Name} has the address "
                + $"{vm.Address}: leave it out, and redis is on the first of them");
        }
    }

    /// <summary>Whether a host of the connection string is that VM.</summary>
    public static bool IsOf(VmSettings vm, MongoDbHost host) =>
        host.Name == HostRules.Canonical(vm.Address) || host.Name == HostRules.Canonical(vm.Host);
}
