using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Enginsight.Ops.History;

/// <summary>What goes back, and what stays.</summary>
/// <param name="Source">The operation whose values come back.</param>
/// <param name="Undone">The update that is undone; null for what was never brought up.</param>
/// <param name="Target">The configuration of the stack file then.</param>
/// <param name="Kept">Paths that the stack file has changed since for other reasons; they stay as they are.</param>
internal sealed record RollbackPlan(
    HistoryEntry Source, HistoryEntry? Undone, ConfigTree Target, ImmutableArray<string> Kept)
{
    /// <returns>Null where there is nothing to go back to.</returns>
    public static RollbackPlan? Of(ConfigTree current, IReadOnlyCollection<HistoryEntry> newestFirst)
    {
        var hasGoneBack = false;
        foreach (var update in Update.InForce(newestFirst))
        {
            var (after, before) = (update.Entry, update.Previous);
            var standing = update.Paths.Where(path => !current.HasSameAt(path, before.Config)).ToArray();
            if (standing.Length == 0)
            {
                hasGoneBack = true; // the stack file has, and up has not been typed
                continue;
            }

            var edited = standing.Where(path => !current.HasSameAt(path, after.Config)).ToArray();
            // The update's own settings were edited again and not brought up: that is the newest step to undo.
            return edited.Length > 0 && after.Succeeded
                ? From(current, after, undone: null, edited)
                : From(current, before, after, standing);
        }

        // No update is left to undo, but perhaps what was never brought up.
        var last = newestFirst.FirstOrDefault(entry => entry is { IsUpdate: true, Succeeded: true });
        var pending = hasGoneBack || last is null ? [] : current.DifferencesTo(last.Config).ToArray();
        return pending.Length == 0 ? null : From(current, last!, undone: null, pending);
    }

    private static RollbackPlan From(
        ConfigTree current, HistoryEntry source, HistoryEntry? undone, IReadOnlyCollection<string> paths)
    {
        var target = current.With(paths.Select(path =>
            KeyValuePair.Create<string, JsonNode?>(path, source.Config.Values.GetValueOrDefault(path))));
        var kept = current.DifferencesTo((undone ?? source).Config).Except(paths);
        return new RollbackPlan(source, undone, target, [.. kept]);
    }
}
