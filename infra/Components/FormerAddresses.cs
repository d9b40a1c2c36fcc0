using System.Collections.Immutable;
using Enginsight.Infra.Remote;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class FormerAddressesArgs : ResourceArgs
{
    public required SiteDatabase Database { get; init; }

    /// <summary>Whose addresses are meant, by the end of its step's name; null for everybody's.</summary>
    public string? Client { get; init; }

    /// <summary>The steps after which nothing of theirs is needed where they were.</summary>
    public required ImmutableArray<Resource> After { get; init; }
}

/// <summary>
/// A client of the database that moves to another VM is let in there at once, and where it was until it serves from the
/// new one: closed earlier, an app server that takes requests would have no database.
/// <code>
/// FormerAddresses
/// ├─ clients-moved-db    nobody is let in any more from where a client was before
/// └─ clients-moved-db2   the same on each further database VM
/// </code>
/// </summary>
internal sealed class FormerAddresses : ComponentResource
{
    public FormerAddresses(string name, FormerAddressesArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:FormerAddresses", name, options)
    {
        Closed =
        [
            .. args.Database.Doors.Select(doors => new RemoteCommands(this, doors.Host, formerName: null).Beside(
                doors.Leave(args.Client) with { Name = doors.Name, After = args.After })),
        ];
        RegisterOutputs();
    }

    public ImmutableArray<Command> Closed { get; }
}
