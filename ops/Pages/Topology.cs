using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Pages;

/// <summary>How something is. A page says it by a sign and in words, too: not everybody sees colours.</summary>
internal enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
}

/// <param name="Text">A few words.</param>
internal sealed record Note(string Text, Tone Tone);

/// <summary>A VM as a box of the picture.</summary>
/// <param name="Address">By which the other VMs reach it.</param>
/// <param name="Runs">What requests meet there.</param>
internal sealed record TopologyVm(string Name, string Address, string Runs)
{
    /// <summary>Whether it was taken away on purpose.</summary>
    public bool IsCut { get; init; }

    /// <summary>What there is to say about it.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];
}

/// <summary>A site from its clients to its database. Nothing of it is secret.</summary>
/// <param name="Names">Names that clients ask for.</param>
/// <param name="VirtualAddresses">Those that move between two load balancers; empty where there is one.</param>
/// <param name="ElsewhereMongoDb">Hosts of a MongoDB that runs on none of the stack's VMs.</param>
internal sealed record Topology(
    ImmutableArray<string> Names,
    ImmutableArray<string> VirtualAddresses,
    ImmutableArray<TopologyVm> Balancers,
    ImmutableArray<TopologyVm> Apps,
    ImmutableArray<TopologyVm> Services,
    ImmutableArray<TopologyVm> Databases,
    ImmutableArray<string> ElsewhereMongoDb)
{
    public static Topology Of(StackSettings settings)
    {
        var mongo = settings.Database.MongoDb.Hosts;
        return new Topology(
            [settings.AppDomain, settings.ApiDomain],
            settings.Pair?.Addresses ?? [],
            Vms(Role.Balancer, _ => "nginx :443"),
            Vms(Role.App, _ => $"ui-m1 :{Places.UiPort}, server-m2 :{Places.ApiPort}"),
            Vms(Role.Services, _ => "services, CVE database"),
            [
                .. Vms(Role.Database, vm => mongo.Any(host => IsOn(vm, host)) ? "redis, MongoDB" : "redis"),
                .. Vms(Role.Member, _ => "MongoDB"),
            ],
            [
                .. mongo.Where(host => !settings.AllVms.Any(vm => IsOn(vm, host)))
                    .Select(host => $"{host.Name}:{host.Port}"),
            ]);

        ImmutableArray<TopologyVm> Vms(Role role, Func<VmSettings, string> runs) =>
        [
            .. settings.AllVms.Where(vm => settings.Of(vm.Name) == role)
                .Select(vm => new TopologyVm(vm.Name, vm.Address, runs(vm))),
        ];
    }

    /// <summary>The same with something said about each VM.</summary>
    public Topology With(Func<TopologyVm, TopologyVm> look) => this with
    {
        Balancers = [.. Balancers.Select(look)],
        Apps = [.. Apps.Select(look)],
        Services = [.. Services.Select(look)],
        Databases = [.. Databases.Select(look)],
    };

    private static bool IsOn(VmSettings vm, MongoDbHost host) => host.Name == vm.Address || host.Name == vm.Host;
}
