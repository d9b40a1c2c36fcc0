namespace Enginsight.Infra.Settings;

/// <summary>What must hold for two load balancers and the address that moves between them.</summary>
internal static class PairRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        if (settings.Pair is not { } pair)
            return;
        VirtualAddressRules.Check("virtualAddress", pair.Address, settings, problems);
        if (pair.AddressV6 is { } v6)
            VirtualAddressRules.Check("virtualAddressV6", v6, settings, problems, isIPv6: true);
        for (var i = 0; i < settings.LoadBalancers.Length; i++)
        {
            if (settings.LoadBalancers[i] is { IsIPv6: true, Address: var address })
            {
                problems.Add($"loadBalancers[{i}].address",
                    $"should be the IPv4 address by which the two find each other, was '{address}'");
            }
        }
    }
}
