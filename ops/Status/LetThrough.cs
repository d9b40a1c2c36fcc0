using System.Collections.Immutable;
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
        var live = database.All("let-in").Select(FirewallSubnet.Of).ToHashSet();
        return [.. allow.Select(client => new LetThrough(client, live.Contains(FirewallSubnet.Of(client.Address))))];
    }
}
