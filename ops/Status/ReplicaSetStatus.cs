using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>How a member is in the set, by its own words.</summary>
/// <param name="Flaw">What is wrong with it; null where nothing is.</param>
/// <param name="Words">What it does, where it is well.</param>
internal sealed record MemberStatus(string Name, string? Flaw, string Words);

/// <summary>How the replica set of several database VMs is.</summary>
/// <param name="Name">The set's.</param>
/// <param name="Flaw">What is wrong with the set as a whole; null where nothing is.</param>
internal sealed record ReplicaSetStatus(string Name, ImmutableArray<MemberStatus> Members, string? Flaw)
{
    /// <summary>
    /// A secondary whose last write is older has not kept up: a primary that has nothing else to do writes every ten
    /// seconds (mongodb.com/docs/manual/reference/parameters, periodicNoopIntervalSecs).
    /// </summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(60);

    /// <summary>Whether all members work, and one of them is the primary.</summary>
    public bool IsWell => !Flaws.Any();

    /// <summary>What is wrong with the set, and with which of its members.</summary>
    public IEnumerable<string> Flaws => Members.Where(member => member.Flaw is not null)
        .Select(member => $"{member.Name} {member.Flaw}").Concat(Flaw is null ? [] : [Flaw]);

    /// <param name="database">As the stack file has it.</param>
    /// <param name="said">What each VM's MongoDB answered to hello, by the VM's name.</param>
    public static ReplicaSetStatus Of(DatabaseSettings database, IReadOnlyDictionary<string, string?> said)
    {
        var hellos = database.Members.ToDictionary(
            vm => vm.Name, vm => MongoHello.Parse(said.GetValueOrDefault(vm.Name)));
        var set = database.MongoDb.ReplicaSet ?? "rs0";
        var primaries = hellos.Where(one => one.Value?.IsPrimary == true).Select(one => one.Key).ToArray();
        var primary = primaries.Length == 1 ? hellos[primaries[0]] : null;
        return new ReplicaSetStatus(
            set,
            [.. database.Members.Select(vm => Member(vm.Name, Place(database, vm), set, hellos[vm.Name], primary))],
            primaries.Length switch
            {
                0 => "no member is the primary, so nothing is written: see rs.status() in mongosh",
                1 => null,
                _ => $"{string.Join(" and ", primaries)} both say that they are the primary",
            });
    }

    private static string Place(DatabaseSettings database, VmSettings vm) =>
        database.PlaceOf(vm) is { } place ? $"{place.Name}:{place.Port}" : "";

    private static MemberStatus Member(
        string name, string place, string set, MongoHello? hello, MongoHello? primary)
    {
        var flaw = hello switch
        {
            null => "does not answer",
            { SetName: null } => $"is not in {set}",
            { SetName: var other } when other != set => $"is in {other}",
            { IsPrimary: false, IsSecondary: false } => "copies, or does not work",
            // Only who has a vote can be the primary, and only such are listed there.
            _ when primary?.Hosts.Contains(place) == false => $"has no vote in {set}",
            { IsSecondary: true } when Behind(hello, primary) > MostBehind =>
                $"is {Behind(hello, primary).TotalSeconds:0} s behind",
            _ => null,
        };
        return new MemberStatus(name, flaw, hello switch
        {
            { IsPrimary: true } => "primary",
            { IsSecondary: true } => $"{Behind(hello, primary).TotalSeconds:0} s behind",
            _ => "",
        });
    }

    private static TimeSpan Behind(MongoHello secondary, MongoHello? primary) =>
        primary?.LastWrite - secondary.LastWrite is { } time && time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
