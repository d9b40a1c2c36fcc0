using System.Collections.Immutable;

namespace Enginsight.Infra.Settings;

/// <summary>Reads the VMs of a replica set, which stand in place of the one database VM.</summary>
internal static class MembersReader
{
    /// <param name="database">The section, which has what holds for all of them besides.</param>
    /// <param name="vm">Reads one of them.</param>
    /// <returns>The first of them, and all; null and none where there is one database VM.</returns>
    public static (VmSettings? First, ImmutableArray<VmSettings> All) Read(
        SettingsSection database, Func<SettingsSection, VmSettings> vm)
    {
        if (!database.Has("members"))
            return (null, []);
        var members = database.List("members").Select(vm).ToImmutableArray();
        if (members.Length is < 3 or > 7 || members.Length % 2 == 0)
        {
            database.Note("members", "should list three, five or seven VMs, each with name and host, because more than "
                + $"half of them have to be there, lists {members.Length}; a single one stands in database itself");
        }

        OneVm.Refuse(database, "database.members is set, which names all VMs");
        // None has its line, and is no reason for others.
        return (members.FirstOrDefault() ?? OneVm.Unknown(vm), members);
    }

    /// <returns>Where the apps find redis on any of the members; null where that is the first one's own address.</returns>
    public static string? VirtualAddress(SettingsSection database)
    {
        if (database.Text("virtualAddress") is not { Length: > 0 } address)
            return null;
        if (database.Has("members"))
            return address;
        database.Note("virtualAddress", "moves redis's address between several database VMs: list them in "
            + "database.members, or leave it out");
        return null;
    }
}
