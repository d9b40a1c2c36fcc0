using System.Text.Json;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.History;

/// <summary>The operations on a stack, from the files of Pulumi's file backend.</summary>
internal static class StackHistory
{
    private const string Suffix = ".history.json";

    /// <summary>All entries, the newest first; none where the stack was never brought up.</summary>
    /// <exception cref="OpsException">The state is not kept in files.</exception>
    public static IEnumerable<HistoryEntry> Of(string stack) =>
        Files(StackBackend.HistoryOf(stack)).Select(file => HistoryEntry.Parse(File.ReadAllText(file)));

    /// <summary>The salt that an operation's secrets were encrypted with; null where the backend kept none.</summary>
    public static string? SaltOf(string stack, HistoryEntry entry)
    {
        var file = Files(StackBackend.HistoryOf(stack))
            .First(file => HistoryEntry.Parse(File.ReadAllText(file)).Ended == entry.Ended);
        var checkpoint = file[..^Suffix.Length] + ".checkpoint.json";
        if (!File.Exists(checkpoint))
            return null;
        using var document = JsonDocument.Parse(File.ReadAllText(checkpoint));
        return document.RootElement.TryGetProperty("checkpoint", out var root)
            && root.TryGetProperty("latest", out var latest)
            && latest.ValueKind is JsonValueKind.Object && latest.TryGetProperty("secrets_providers", out var provider)
            && provider.TryGetProperty("state", out var state) && state.TryGetProperty("salt", out var salt)
            ? salt.GetString()
            : null;
    }

    /// <summary>Names end in the time in nanoseconds.</summary>
    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + Suffix).OrderDescending(StringComparer.Ordinal)
        : [];
}
