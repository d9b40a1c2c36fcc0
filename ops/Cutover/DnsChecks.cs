using System.Net;
using System.Net.Sockets;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>Where both names point now, and where they must.</summary>
internal static class DnsChecks
{
    public static async Task<IReadOnlyList<Finding>> OfAsync(StackSettings settings) =>
        [Of(settings, settings.AppDomain, await ResolveAsync(settings.AppDomain)),
            Of(settings, settings.ApiDomain, await ResolveAsync(settings.ApiDomain))];

    /// <param name="addresses">What the name resolves to; empty where it does not.</param>
    public static Finding Of(StackSettings settings, string domain, IReadOnlyCollection<string> addresses)
    {
        string[] known = settings.Pair is null
            ? [settings.LoadBalancer.Vm.Address, settings.LoadBalancer.Vm.Host]
            : [.. settings.Addresses];
        var shown = string.Join(" and ", settings.Addresses);
        var item = $"dns {domain}";
        if (IPAddress.TryParse(domain, out _))
            return known.Contains(domain)
                ? Finding.Ok(item, "is the load balancer's address")
                : Finding.Blocker(item, $"must be the load balancer's address, {shown}: clients use it as it is");
        var record = string.Join(" and ", settings.Addresses.Select(
            address => $"{(HostRules.IsIPv6(address) ? "AAAA" : "A")} {address}"));
        if (addresses.Count == 0)
            return Finding.Warning(item, $"points nowhere; set {record}");
        if (addresses.All(known.Contains))
            return Finding.Ok(item, $"points to the load balancer, {shown}");
        var names = string.Join(", ", addresses.Select(address => Name(settings, address)));
        return Finding.Warning(item, $"points to {names}; "
            + $"set {record} (or where the load balancer is reached from outside) when up is through; "
            + "lower its TTL a day before");
    }

    private static string Name(StackSettings settings, string address) =>
        settings.AllVms.FirstOrDefault(vm => vm.Address == address || vm.Host == address) is { } vm
            ? $"{address} ({vm.Name})"
            : address;

    private static async Task<string[]> ResolveAsync(string domain)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            return [.. (await Dns.GetHostAddressesAsync(domain, limit.Token)).Select(address => address.ToString())];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return [];
        }
    }
}
