using System.Collections.Immutable;
using System.Net;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>Somebody of database.allow.</summary>
/// <param name="IsLive">Whether the rules on the database VM let it in now.</param>
internal sealed record LetThrough(AllowedClient Client, bool IsLive)
{
    /// <param name="allow">As the stack file has it.</param>
    /// <param name="database">What the database VM says.</param>
    public static ImmutableArray<LetThrough> Of(ImmutableArray<AllowedClient> allow, Facts database)
    {
        var live = database.All("let-in").Select(Subnet).ToHashSet();
        return [.. allow.Select(client => new LetThrough(client, live.Contains(Subnet(client.Address))))];
    }

    /// <summary>nft words addresses in its own way, such as fd00::1 for fd00:0::1.</summary>
    private static IPNetwork? Subnet(string text) =>
        IPNetwork.TryParse(text, out var subnet) ? subnet
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
