using System.Collections.Immutable;

namespace Enginsight.Ops.History;

/// <summary>A change of the configuration that was brought up, or tried to.</summary>
/// <param name="Entry">What was done.</param>
/// <param name="Previous">The configuration that was in force before, and when.</param>
internal sealed record Update(HistoryEntry Entry, HistoryEntry Previous)
{
    /// <summary>The paths of what it changed.</summary>
    public ImmutableArray<string> Paths { get; } = [.. Previous.Config.DifferencesTo(Entry.Config)];

    /// <summary>
    /// The updates that are in force or were tried last, the newest first. One that gave back what others had changed,
    /// as a rollback does, takes these off: the next rollback goes further back, never forward to them.
    /// </summary>
    public static ImmutableStack<Update> InForce(IEnumerable<HistoryEntry> newestFirst)
    {
        var updates = ImmutableStack<Update>.Empty;
        HistoryEntry? last = null;
        foreach (var entry in newestFirst.Reverse().Where(entry => entry.IsUpdate))
        {
            // A failed one is followed by another try, with the same configuration or without it.
            if (!updates.IsEmpty && !updates.Peek().Entry.Succeeded)
                updates = updates.Pop();
            if (last is null)
            {
                last = entry.Succeeded ? entry : null;
                continue;
            }

            var update = new Update(entry, last);
            var undone = update.Paths.IsEmpty ? 0 : CountUndone(updates, entry.Config);
            if (undone > 0)
                updates = Pop(updates, undone);
            else if (!update.Paths.IsEmpty)
                updates = updates.Push(update);
            if (entry.Succeeded || undone > 0)
                last = entry;
        }

        return updates;
    }

    /// <summary>How many of the newest updates a configuration gives back: all that they changed.</summary>
    private static int CountUndone(ImmutableStack<Update> updates, ConfigTree config)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var update in updates)
        {
            count++;
            touched.UnionWith(update.Paths);
            if (touched.All(path => config.HasSameAt(path, update.Previous.Config)))
                return count;
        }

        return 0;
    }

    private static ImmutableStack<Update> Pop(ImmutableStack<Update> updates, int count)
    {
        for (; count > 0; count--)
            updates = updates.Pop();
        return updates;
    }
}
