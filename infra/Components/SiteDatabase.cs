using System.Collections.Immutable;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

/// <summary>Where redis and MongoDB are: one VM, or a first one and the other members of the replica set.</summary>
internal sealed class SiteDatabase
{
    private readonly ImmutableArray<DatabaseMember> _others;
    private readonly ReplicaSet? _set;
    private readonly RedisAddress? _redisAddress;

    /// <param name="settings">The stack's settings.</param>
    /// <param name="hosts">The VMs.</param>
    /// <param name="named">What a component's resource is known by besides its name.</param>
    public SiteDatabase(
        StackSettings settings, SiteHosts hosts, Func<string, VmSettings, ComponentResourceOptions> named)
    {
        var database = settings.Database;
        First = new DatabaseServer(
            "db", new DatabaseServerArgs { Settings = settings, Hosts = hosts }, named("db", database.Vm));
        _others =
        [
            .. database.Vms[1..].Select(vm => new DatabaseMember(
                vm.Name, new DatabaseMemberArgs { Vm = vm, Settings = settings, Hosts = hosts, First = First })),
        ];
        if (!database.Members.IsEmpty)
        {
            _set = new ReplicaSet("replica-set", new ReplicaSetArgs
            {
                Database = database,
                First = First,
                Ready = [.. First.Ready, .. _others.Select(member => member.MongoDb)],
            });
        }

        RedisHosts = [.. database.RedisVms.Select(hosts.Of)];
        _redisAddress = RedisAddress.For("redis-address", new RedisAddressArgs
        {
            Database = database,
            Hosts = hosts,
            Served = [.. First.Ready, .. _others.Select(member => member.Redis).OfType<Resource>()],
        });
    }

    /// <summary>The VM that redis runs on, or the first of those.</summary>
    public DatabaseServer First { get; }

    /// <summary>All VMs that redis runs on.</summary>
    public ImmutableArray<RemoteHost> RedisHosts { get; }

    /// <summary>The firewall of each VM.</summary>
    public IEnumerable<DatabaseDoors> Doors => _others.Select(member => member.Doors).Prepend(First.Doors);

    /// <summary>What the firewalls let through, in words.</summary>
    public ImmutableArray<string> FirewallRules =>
        [.. Doors.SelectMany(doors => doors.Rules())];

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) =>
    [
        .. First.ReadyFor(client), .. _others.SelectMany(member => member.ReadyFor(client)),
        .. _set is null ? [] : ImmutableArray.Create<Resource>(_set.Members),
        .. _redisAddress is null ? [] : ImmutableArray.Create<Resource>(_redisAddress.Settled),
    ];
}
