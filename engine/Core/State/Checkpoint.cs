using System.Security.Cryptography;
using System.Text;

namespace Engine.State;

/// <summary>What a state file holds. Salt is the passphrase provider's; null where it names no provider.</summary>
internal sealed record Checkpoint(Snapshot Snapshot, string? Salt);

/// <summary>The version pair that the state carries; whoever reads it checks that the two fit together.</summary>
internal static class Manifest
{
    /// <summary>Release of Pulumi whose state format this is.</summary>
    public const string Version = "v3.260.0";

    public static string Magic(string version) =>
        version.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)));
}
