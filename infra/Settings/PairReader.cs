namespace Enginsight.Infra.Settings;

/// <summary>Reads two load balancers and the address that moves between them.</summary>
internal static class PairReader
{
    /// <param name="root">Has loadBalancers and virtualAddress, where there are two.</param>
    /// <param name="nginx">The section of the settings that both share.</param>
    /// <param name="vm">Reads one of the two.</param>
    /// <returns>The VMs, and what makes a pair of them; both null where loadBalancer is one.</returns>
    public static (VmSettings? First, LoadBalancerPair? Pair) Read(
        SettingsSection root, SettingsSection nginx, Func<SettingsSection, VmSettings> vm)
    {
        var address = root.Text("virtualAddress");
        var addressV6 = root.Text("virtualAddressV6");
        if (!root.Has("loadBalancers"))
        {
            foreach (var key in new[] { "virtualAddress", "virtualAddressV6" }.Where(root.Has))
                root.Note(key, "moves between two load balancers: list both in loadBalancers, or leave it out");
            return (null, null);
        }

        var vms = root.List("loadBalancers").Select(vm).ToArray();
        if (vms.Length != 2)
        {
            root.Note("loadBalancers", $"should list exactly two VMs, each with name and host, lists {vms.Length}; "
                + "a single one stands in loadBalancer");
        }

        OneVm.Refuse(nginx, "loadBalancers is set, which names both VMs");
        if (string.IsNullOrEmpty(address) && !root.Has("virtualAddress"))
        {
            root.Note("virtualAddress", "is missing; it should be a free IPv4 address of the two load balancers' "
                + "subnet, which clients use");
        }

        // Too few have their line, and are no reason for others; what is wrong with the addresses is another thing.
        return (
            vms.FirstOrDefault() ?? OneVm.Unknown(vm),
            new LoadBalancerPair(
                vms.ElementAtOrDefault(1) ?? OneVm.Unknown(vm),
                address ?? "",
                addressV6 is { Length: > 0 } ? addressV6 : null));
    }
}
