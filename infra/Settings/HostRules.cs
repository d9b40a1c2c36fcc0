using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What is an IP address, what is a host name, and which of them others can reach.</summary>
internal static partial class HostRules
{
    /// <summary>Every host name has a letter: digits and dots alone are an address, or a mistyped one.</summary>
    public static bool IsHostName(string text) =>
        text.Length <= 253 && HostName().IsMatch(text) && !LooksLikeIPv4().IsMatch(text);

    /// <summary>
    /// IPv4 in its one usual form (not 10.1 or 010.0.0.1, which programs read differently), or IPv6 without a zone.
    /// </summary>
    public static bool IsAddress(string text) => IPAddress.TryParse(text, out var ip)
        && (ip.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6().IsMatch(text) : ip.ToString() == text);

    /// <summary>10.0.1.0/24, and not 10.0.1.5/24: that is a mistake, or meant as one address.</summary>
    public static bool IsSubnet(string text) => text.Split('/') is [var address, _] && IsAddress(address) &&
        IPNetwork.TryParse(text, out var network) && network.BaseAddress.Equals(IPAddress.Parse(address));

    public static bool IsIPv6(string text) => text.Contains(':') && IsAddress(text);

    /// <summary>One text for all ways to write the same host.</summary>
    public static string Canonical(string host) =>
        IPAddress.TryParse(host, out var ip) ? ip.ToString() : host.ToLowerInvariant();

    /// <summary>Whether it always means the machine, or the container, that uses it.</summary>
    public static bool IsLoopback(string host) => IPAddress.TryParse(host, out var ip)
        ? IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
            || (ip.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(ip.MapToIPv4()))
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why other VMs cannot use an address; null where they can.</summary>
    public static string? WhyOthersCannotReach(string address)
    {
        var ip = IPAddress.Parse(address);
        if (IsLoopback(address))
            return "means the machine that uses it";
        if (ip.IsIPv6LinkLocal || address.StartsWith("169.254.", StringComparison.Ordinal))
            return "is a link-local address";
        if (ip.IsIPv4MappedToIPv6)
            return $"is an IPv4 address in disguise, write {ip.MapToIPv4()}";
        return ip.IsIPv6Multicast || (!address.Contains(':') && ip.GetAddressBytes()[0] is 0 or >= 224)
            ? "is no address of a single machine"
            : null;
    }

    [GeneratedRegex(@"\A(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[0-9.]+\z")]
    private static partial Regex LooksLikeIPv4();

    [GeneratedRegex(@"\A[0-9A-Fa-f:.]+\z")]
    private static partial Regex IPv6();
}
