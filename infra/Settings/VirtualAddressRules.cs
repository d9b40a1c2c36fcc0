using System.Net;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for an address that moves between VMs.</summary>
internal static class VirtualAddressRules
{
    /// <param name="path">Path of the setting.</param>
    /// <param name="address">Empty where it is missing, which has its line.</param>
    public static void Check(
        string path, string address, StackSettings settings, SettingsProblems problems, bool isIPv6 = false)
    {
        if (address.Length == 0)
            return;
        if (!HostRules.IsAddress(address) || HostRules.IsIPv6(address) != isIPv6)
        {
            var wanted = isIPv6 ? "IPv6" : "IPv4";
            problems.Add(path, $"should be an {wanted} address that no machine has, was {Shown.Quoted(address)}");
        }
        else if (HostRules.WhyOthersCannotReach(address) is { } reason)
            problems.Add(path, $"should be where others reach the VMs, {address} {reason}");
        else if (settings.AllVms.FirstOrDefault(vm => IsOf(vm, address)) is { } vm)
        {
            problems.Add(path, $"should be an address that no machine has, {address} is {vm.Name}'s: it moves between "
                + "the VMs, beside the address that each has for itself");
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
