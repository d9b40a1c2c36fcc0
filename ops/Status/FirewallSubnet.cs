using System.Net;

namespace Enginsight.Ops.Status;

/// <summary>Addresses and subnets as nft words them, which may be in another way than in the stack file.</summary>
internal static class FirewallSubnet
{
    /// <summary>Such as fd00::1 for fd00:0::1. A single address is the subnet of itself; null where it is neither.</summary>
    public static IPNetwork? Of(string text) =>
        IPNetwork.TryParse(text, out var subnet) ? subnet
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
