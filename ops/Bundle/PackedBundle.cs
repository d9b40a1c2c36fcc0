using System.Collections.Immutable;

namespace Enginsight.Ops.Bundle;

/// <summary>A bundle as it was made: one file.</summary>
internal static class PackedBundle
{
    /// <summary>Endings of its name, which say how it is packed.</summary>
    public static readonly ImmutableArray<string> Endings = [".tar.zst", ".tar.gz", ".tar"];

    public static bool IsOne(string file) =>
        Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && File.Exists(file);

    /// <summary>Text of a file in its folder of packages and images.</summary>
    /// <exception cref="OpsException">It is not whole, or no bundle.</exception>
    public static Task<string> ReadAsync(string bundle, string file, CancellationToken cancel) => LocalScript.ReadAsync(
        "read", cancel, Path.GetFullPath(bundle), $"{BundleWork.Project}/{BundleWork.Data}", file);
}
