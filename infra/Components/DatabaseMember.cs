using System.Collections.Immutable;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class DatabaseMemberArgs : ResourceArgs
{
    public required VmSettings Vm { get; init; }

    public required StackSettings Settings { get; init; }

    public required SiteHosts Hosts { get; init; }

    /// <summary>The first VM, whose redis has the password that this one's has too.</summary>
    public required DatabaseServer First { get; init; }
}

/// <summary>
/// A VM of several that MongoDB runs on already, beside the first, which is the <see cref="DatabaseServer"/>.
/// <code>
/// DatabaseMember
/// ├─ db2-scripts      the scripts of all steps on this VM
/// ├─ db2-proxy        the way out, where it is an HTTP proxy
/// ├─ db2-bundle       what the VM lacks of the bundle, where there is one
/// ├─ db2-packages     the firewall with a unit of its own; redis-server, where the apps' address of it moves
/// ├─ db2-allow-NAME   one for each app server, the services VM, each database VM, and each of database.allow
/// ├─ db2-firewall     drops all others, once all of them are let through
/// ├─ db2-redis        as on the first, where the apps' address of it moves
/// └─ db2-mongodb      answers at the address that the others use, and is set up as a member
/// </code>
/// </summary>
internal sealed class DatabaseMember : ComponentResource
{
    private readonly Command _firewall;

    public DatabaseMember(string name, DatabaseMemberArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseMember", name, options)
    {
        var bundle = args.Hosts.Bundle;
        var commands = new RemoteCommands(this, args.Hosts.Of(args.Vm), formerName: null);
        Doors = new DatabaseDoors(commands, args.Settings);
        var database = args.Settings.Database;
        var redis = database.VirtualAddress is null
            ? null
            : new RedisServer(commands, database, args.First.RedisAccess);
        commands.Scripts(DatabaseServer.Folders(database), bundle?.Checked ?? []);
        bundle?.Bring(commands, redis?.BundleWords ?? ["replica-set"]);
        _firewall = Doors.Close(redis?.InstallPackages(bundle) ?? InstallPackages(commands, bundle));
        Redis = redis?.Serve(_firewall);
        MongoDb = commands.Then(ReplicaSet.Mongod(database, args.Vm));
        RegisterOutputs();
    }

    /// <summary>The step after which mongod can be a member.</summary>
    public Command MongoDb { get; }

    /// <summary>The step after which redis serves here; null where it does on the first VM alone.</summary>
    public Command? Redis { get; }

    /// <summary>Its firewall.</summary>
    public DatabaseDoors Doors { get; }

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) => [Doors.For(client), _firewall];

    private static Command InstallPackages(RemoteCommands commands, SiteBundle? bundle) =>
        commands.Then(new RemoteStep("replica-set/packages")
        {
            Variables = bundle?.Variables ?? [],
            Files = DatabaseDoors.Firewall(),
        });
}
