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
}

/// <summary>
/// A VM of several that MongoDB runs on already, beside the first, which is the <see cref="DatabaseServer"/>.
/// <code>
/// DatabaseMember
/// ├─ db2-scripts      the scripts of all steps on this VM
/// ├─ db2-proxy        the way out, where it is an HTTP proxy
/// ├─ db2-bundle       what the VM lacks of the bundle, where there is one
/// ├─ db2-packages     the firewall with a unit of its own
/// ├─ db2-allow-NAME   one for each app server, the services VM, each database VM, and each of database.allow
/// ├─ db2-firewall     drops all others, once all of them are let through
/// └─ db2-mongodb      answers at the address that the others use, and is set up as a member
/// </code>
/// </summary>
internal sealed class DatabaseMember : ComponentResource
{
    private readonly DatabaseDoors _doors;
    private readonly Command _firewall;

    public DatabaseMember(string name, DatabaseMemberArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseMember", name, options)
    {
        var bundle = args.Hosts.Bundle;
        var commands = new RemoteCommands(this, args.Hosts.Of(args.Vm), formerName: null);
        _doors = new DatabaseDoors(commands, args.Settings);
        commands.Scripts(["database", "replica-set"], bundle?.Checked ?? []);
        bundle?.Bring(commands, "replica-set");
        var packages = commands.Then(new RemoteStep("replica-set/packages")
        {
            Variables = bundle?.Variables ?? [],
            Files = DatabaseDoors.Firewall(),
        });
        _firewall = _doors.Close(packages);
        MongoDb = commands.Then(ReplicaSet.Mongod(args.Settings.Database, args.Vm));
        RegisterOutputs();
    }

    /// <summary>The step after which mongod can be a member.</summary>
    public Command MongoDb { get; }

    /// <summary>What the firewall lets through, in words.</summary>
    public ImmutableArray<string> FirewallRules => _doors.Rules();

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) => [_doors.For(client), _firewall];
}
