using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class ReplicaSetArgs : ResourceArgs
{
    public required DatabaseSettings Database { get; init; }

    /// <summary>The first member, which has the shell that the set is asked and changed with.</summary>
    public required DatabaseServer First { get; init; }

    /// <summary>The steps after which each of them can be a member.</summary>
    public required IEnumerable<Resource> Ready { get; init; }
}

/// <summary>
/// The replica set of several database VMs. Its undo leaves the first member alone in the set, before the doors between
/// the members close.
/// <code>
/// ReplicaSet
/// └─ replica-set-members   made, or changed to what the stack file lists, member by member
/// </code>
/// </summary>
internal sealed class ReplicaSet : ComponentResource
{
    /// <summary>What a new member copies, it copies over the network.</summary>
    private static readonly TimeSpan CopyLimit = TimeSpan.FromHours(2);

    public ReplicaSet(string name, ReplicaSetArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:ReplicaSet", name, options)
    {
        var database = args.Database;
        Members = new RemoteCommands(this, args.First.Host, formerName: null).Beside(
            new RemoteStep("replica-set/members")
            {
                Variables =
                [
                    ("set", database.MongoDb.ReplicaSet ?? ""),
                    ("members", string.Join('\n', database.Members.Select(vm => Place(database, vm)))),
                    ("others", string.Join('\n', database.Allow.Select(client => client.Address))),
                    ("seconds", $"{(int)CopyLimit.TotalSeconds - 300}"),
                ],
                Files = new FileBundle().Add("/members.js", "0600", EmbeddedFile.Read("replica-set/members.js")),
                Secrets = Secrets(database, args.First),
                After = args.Ready,
                Limit = CopyLimit,
            });
        RegisterOutputs();
    }

    /// <summary>The step after which the set is as the stack file lists it.</summary>
    public Command Members { get; }

    /// <summary>The step that looks whether a VM's mongod can be a member of the set.</summary>
    public static RemoteStep Mongod(DatabaseSettings database, VmSettings vm)
    {
        var place = database.PlaceOf(vm)!;
        return new RemoteStep("replica-set/mongodb")
        {
            Variables =
            [
                ("address", vm.Address), ("port", $"{place.Port}"), ("set", database.MongoDb.ReplicaSet ?? ""),
                ("shell", vm == database.Vm ? "yes" : "no"), ("login", database.MongoDb.HasLogin ? "yes" : "no"),
            ],
        };
    }

    private static string Place(DatabaseSettings database, VmSettings vm) =>
        database.PlaceOf(vm) is { } place ? $"{place.Name}:{place.Port}" : "";

    /// <summary>The shell runs on a VM, where the paths of the containers lead nowhere.</summary>
    private static ImmutableArray<(string Name, Output<string> Value)> Secrets(
        DatabaseSettings database, DatabaseServer first) =>
    [
        ("uri", first.MongoDbUri),
        .. database.Tls.Files.Select(file =>
            (file.Path == MongoDbTls.CaFile ? "ca" : "client", Output.CreateSecret(file.Content))),
    ];
}
