using System.Collections.Immutable;
using System.Diagnostics;

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
    public static async Task<string> ReadAsync(string bundle, string file, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "tar", ["-xOf", bundle, $"{BundleCommand.Project}/{BundleCommand.Data}/{file}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(cancel);
        var text = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? text
            : throw new OpsException($"{bundle} cannot be read: {(await error).Trim().ReplaceLineEndings(" ")}");
    }
}
