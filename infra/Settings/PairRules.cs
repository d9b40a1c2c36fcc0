using System.Net;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for two load balancers and the address that moves between them.</summary>
internal static class PairRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        if (settings.Pair is not { } pair)
            return;
        CheckAddress("virtualAddress", pair.Address, isIPv6: false, settings, problems);
        if (pair.AddressV6 is { } v6)
            CheckAddress("virtualAddressV6", v6, isIPv6: true, settings, problems);
        for (var i = 0; i < settings.LoadBalancers.Length; i++)
        {
            if (settings.LoadBalancers[i] is { IsIPv6: true, Address: var address })
            {
                problems.Add($"loadBalancers[{i}].address",
                    $"should be the IPv4 address by which the two find each other, was '{address}'");
            }
        }

        if (settings.Certificate.Acme is not null)
        {
            problems.Add("certificate.acme", "works with one load balancer, because the CA asks only the one that has "
                + "the address, is set beside loadBalancers: give certificate and privateKey, or paths on both VMs");
        }
    }

    private static void CheckAddress(
        string path, string address, bool isIPv6, StackSettings settings, SettingsProblems problems)
    {
        if (address.Length == 0)
            return; // a missing one has its line
        if (!HostRules.IsAddress(address) || HostRules.IsIPv6(address) != isIPv6)
        {
            var wanted = isIPv6 ? "IPv6" : "IPv4";
            problems.Add(path, $"should be an {wanted} address that no machine has, was {Shown.Quoted(address)}");
        }
        else if (HostRules.WhyOthersCannotReach(address) is { } reason)
            problems.Add(path, $"should be where clients reach the load balancers, {address} {reason}");
        else if (settings.AllVms.FirstOrDefault(vm => IsOf(vm, address)) is { } vm)
        {
            problems.Add(path, $"should be an address that no machine has, {address} is {vm.Name}'s: it moves between "
                + "the load balancers, beside the address that each has for itself");
        }
        else if (settings.Lab is { } lab && !isIPv6 && IPNetwork.TryParse(lab.Network, out var network)
            && !network.Contains(IPAddress.Parse(address)))
        {
            problems.Add(path, $"should be in the lab's network {lab.Network}, was {address}");
        }
    }

    private static bool IsOf(VmSettings vm, string address) =>
        HostRules.Canonical(vm.Address) == HostRules.Canonical(address)
        || HostRules.Canonical(vm.Host) == HostRules.Canonical(address);
}
