using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class RedisAddressArgs : ResourceArgs
{
    /// <summary>Its members, and the address.</summary>
    public required DatabaseSettings Database { get; init; }

    public required SiteHosts Hosts { get; init; }

    /// <summary>The steps after which redis serves on all of them.</summary>
    public required ImmutableArray<Resource> Served { get; init; }
}

/// <summary>
/// The address by which the apps find redis, at one of several database VMs where it works: Debian's keepalived on all.
/// The first one has it first, because that is where redis was before there were several.
/// <code>
/// RedisAddress
/// ├─ redis-address-db1   keepalived, once redis serves everywhere
/// ├─ redis-address-db2   the same, once db1 has the address
/// └─ redis-address-db3   and so on
/// </code>
/// </summary>
internal sealed class RedisAddress : ComponentResource
{
    public RedisAddress(string name, RedisAddressArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:RedisAddress", name, options)
    {
        Settled = args.Database.RedisVms.Skip(1).Aggregate(
            Keepalived(args, args.Database.Vm, args.Served),
            (previous, vm) => Keepalived(args, vm, [previous]));
        RegisterOutputs();
    }

    /// <summary>The step after which the address is where redis serves, and could be at any of the others.</summary>
    public Command Settled { get; }

    /// <returns>Null where redis is on one VM.</returns>
    public static RedisAddress? For(string name, RedisAddressArgs args) =>
        args.Database.VirtualAddress is null ? null : new RedisAddress(name, args);

    private Command Keepalived(RedisAddressArgs args, VmSettings vm, ImmutableArray<Resource> after)
    {
        var database = args.Database;
        return new RemoteCommands(this, args.Hosts.Of(vm), formerName: null).Beside(
            new RemoteStep("redis-address/keepalived")
            {
                Name = vm.Name,
                Variables =
                [
                    ("virtual_addresses", database.VirtualAddress!), ("own_address", vm.Address),
                    ("peer_addresses", string.Join(' ', RedisAddressFiles.Peers(database, vm))),
                    .. args.Hosts.Bundle?.Variables ?? [],
                ],
                Files = RedisAddressFiles.Of(database, vm),
                After = after,
            });
    }
}
