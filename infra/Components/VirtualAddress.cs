using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class VirtualAddressArgs : ResourceArgs
{
    public required StackSettings Settings { get; init; }

    public required ImmutableArray<LoadBalancer> LoadBalancers { get; init; }

    /// <summary>The step after which both of them serve the site.</summary>
    public required Command Served { get; init; }

    /// <summary>Where packages come from; null for the VMs' own mirrors.</summary>
    public SiteBundle? Bundle { get; init; }
}

/// <summary>
/// The address that clients use, at the one of two load balancers that serves: Debian's keepalived on both.
/// <code>
/// VirtualAddress
/// ├─ virtual-address-lb1               keepalived, once nginx serves there
/// ├─ virtual-address-lb2               the same, once lb1 has its own
/// ├─ virtual-address-certificate-lb1   by ACME, where it could not be had before the address was there
/// └─ virtual-address-certificate-lb2   the same for lb2, which has one of its own
/// </code>
/// </summary>
internal sealed class VirtualAddress : ComponentResource
{
    public VirtualAddress(string name, VirtualAddressArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:VirtualAddress", name, options)
    {
        var previous = args.Served;
        foreach (var balancer in args.LoadBalancers)
        {
            var vm = balancer.Host.Vm;
            previous = new RemoteCommands(this, balancer.Host, formerName: null).Beside(
                new RemoteStep("virtual-address/keepalived")
                {
                    Name = vm.Name,
                    Variables = [.. VariablesOf(args.Settings, vm), .. args.Bundle?.Variables ?? []],
                    Files = KeepalivedFiles.Of(args.Settings, vm),
                    After = [previous], // never both at once
                });
        }

        if (args.Settings.Certificate.Acme is not null)
        {
            foreach (var balancer in args.LoadBalancers)
            {
                previous = new RemoteCommands(this, balancer.Host, formerName: null).Beside(
                    balancer.Acme(required: true) with
                    {
                        Name = $"certificate-{balancer.Host.Vm.Name}",
                        RunsAgainAfter = [args.Served],
                        After = [previous],
                    });
            }
        }

        RegisterOutputs();
    }

    /// <returns>Null where there is one load balancer.</returns>
    public static VirtualAddress? For(string name, VirtualAddressArgs args) =>
        args.Settings.Pair is null ? null : new VirtualAddress(name, args);

    /// <summary>What a step is told that moves the address away from its VM; nothing where there is one VM.</summary>
    public static ImmutableArray<(string Name, string Value)> VariablesOf(StackSettings settings, VmSettings vm) =>
        settings.Pair is not { } pair
            ? []
            :
            [
                ("virtual_addresses", string.Join(' ', pair.Addresses)), ("own_address", vm.Address),
                ("peer_address", settings.BesideOf(vm).Address), ("api_domain", settings.ApiDomain),
                ("drain_seconds", $"{settings.Updates.DrainSeconds}"),
            ];
}
