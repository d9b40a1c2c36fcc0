using System.Text.Json;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.History;

/// <summary>The operations on a stack, from the files of Pulumi's file backend.</summary>
internal static class StackHistory
{
    private const string Project = "enginsight-infra";
    private const string Suffix = ".history.json";

    /// <summary>All entries, the newest first; none where the stack was never brought up.</summary>
    /// <exception cref="OpsException">The state is not kept in files.</exception>
    public static IEnumerable<HistoryEntry> Of(string stack) =>
        Files(Folder(stack)).Select(file => HistoryEntry.Parse(File.ReadAllText(file)));

    /// <summary>
    /// The newest successful update that was made with another configuration: the last one, where that which stands in
    /// the stack file now has failed or was never brought up, else the one before.
    /// </summary>
    public static HistoryEntry? Before(ConfigTree current, IEnumerable<HistoryEntry> newestFirst) =>
        newestFirst.FirstOrDefault(entry =>
            entry is { Kind: "update", Succeeded: true }
            && entry.Config.Leaves.Count > 0
            && !entry.Config.Equals(current));

    /// <summary>The salt that an operation's secrets were encrypted with; null where the backend kept none.</summary>
    public static string? SaltOf(string stack, HistoryEntry entry)
    {
        var file = Files(Folder(stack)).First(file => HistoryEntry.Parse(File.ReadAllText(file)).Ended == entry.Ended);
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

    private static string Folder(string stack) => Path.Combine(Backend(), ".pulumi", "history", Project, stack);

    private static string Backend()
    {
        const string scheme = "file://";
        var url = Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL");
        if (string.IsNullOrEmpty(url))
            return Path.Combine(PulumiCli.Root, ".state");
        if (!url.StartsWith(scheme, StringComparison.Ordinal))
        {
            throw new OpsException(
                $"the history is read from a file backend; PULUMI_BACKEND_URL is '{url.Split(':')[0]}:...'");
        }

        var path = url[scheme.Length..].Split('?')[0];
        return path is ['~', ..]
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : Path.GetFullPath(path, PulumiCli.Root);
    }
}
