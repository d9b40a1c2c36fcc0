using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>What keepalived needs on one of two load balancers, from the templates.</summary>
internal static class KeepalivedFiles
{
    /// <summary>Of the one that is asked first; the other's is one less.</summary>
    private const int HighestPriority = 254;

    /// <param name="settings">The stack's settings, which have a pair.</param>
    /// <param name="vm">The load balancer that the files are for.</param>
    public static FileBundle Of(StackSettings settings, VmSettings vm) => new FileBundle()
        .Add(Places.KeepalivedConf, "0600", Configuration(settings, vm))
        .Add("/etc/systemd/system/keepalived.service.d/enginsight.conf", "0644", Unit(settings.Pair!))
        .Add("/etc/systemd/system/enginsight-address.service", "0644", EmbeddedFile.Render(
            "virtual-address/enginsight-address.service",
            ("STOPPED", Places.KeepalivedStopped),
            ("ADDRESS", settings.Pair!.Address)))
        .Add(
            "/etc/systemd/system/nginx.service.d/enginsight-virtual-address.conf",
            "0644",
            EmbeddedFile.Read("virtual-address/nginx.service.conf"))
        .Add("/usr/local/sbin/enginsight-serves", "0755", EmbeddedFile.Render(
            "virtual-address/enginsight-serves",
            ("NAME", settings.ApiDomain),
            ("LEAVING", Places.KeepalivedLeaving)))
        .Add("/usr/local/sbin/enginsight-alone", "0755", EmbeddedFile.Render(
            "virtual-address/enginsight-alone",
            ("STRONGER", vm == settings.LoadBalancer.Vm ? "" : settings.BesideOf(vm).Address),
            ("ADDRESS", settings.Pair!.Address),
            ("PEERS", settings.BesideOf(vm).Address)))
        .Add("/usr/local/sbin/enginsight-moved", "0755", EmbeddedFile.Render(
            "virtual-address/enginsight-moved",
            ("HERE", Places.KeepalivedHere),
            ("LEAVING", Places.KeepalivedLeaving),
            ("CONNECTIONS", string.Join(" or ", settings.Pair!.Addresses.Select(address =>
                HostRules.IsIPv6(address) ? $"src [{address}]" : $"src {address}")))));

    private static string Configuration(StackSettings settings, VmSettings vm)
    {
        var pair = settings.Pair!;
        return EmbeddedFile.Render(
            "virtual-address/keepalived.conf",
            ("PRIORITY", $"{HighestPriority - settings.LoadBalancers.IndexOf(vm)}"),
            ("OWN_ADDRESS", vm.Address),
            ("PEER_ADDRESS", settings.BesideOf(vm).Address),
            ("ADDRESS", pair.Address),
            ("EXCLUDED", pair.AddressV6 is { } v6
                ? EmbeddedFile.Render("virtual-address/keepalived-v6.conf", ("ADDRESS", v6))
                : ""),
            ("STOPPED", Places.KeepalivedStopped),
            ("LEAVING", Places.KeepalivedLeaving));
    }

    /// <summary>
    /// The addresses are on lo while keepalived runs. An end of it that it did not see coming leaves them on the
    /// interface, where they would be beside the other one's.
    /// </summary>
    private static string Unit(LoadBalancerPair pair) => EmbeddedFile.Render(
        "virtual-address/keepalived.service.conf",
        ("HERE", Places.KeepalivedHere),
        ("ADDRESSES", string.Concat(pair.Addresses.Select(address =>
        {
            var whole = $"{address}/{(HostRules.IsIPv6(address) ? 128 : 32)}";
            return $"ExecStartPre=/sbin/ip address replace {whole} dev lo\n"
                + $"ExecStopPost=-/sbin/ip address del {whole} dev DEVICE\n";
        }))));
}
