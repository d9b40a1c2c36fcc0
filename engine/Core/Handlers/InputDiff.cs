using Engine.Properties;

namespace Engine.Handlers;

/// <summary>The plain comparison of two property maps, for what has no provider to ask.</summary>
internal static class InputDiff
{
    /// <summary>Top-level properties that differ. Keys that start with two underscores are nobody's business.</summary>
    public static DiffResult Compare(PropertyMap olds, PropertyMap news)
    {
        var changes = new Dictionary<string, PropertyDiff>();
        foreach (var key in olds.Keys.Union(news.Keys).Where(key => !key.StartsWith("__", StringComparison.Ordinal)))
            if (Kind(olds.Get(key), news.Get(key)) is { } kind)
                changes[key] = new PropertyDiff(kind);
        return changes.Count == 0 ? DiffResult.None : new DiffResult(true, changes);
    }

    /// <summary>What became of one property; null where nothing did.</summary>
    public static DiffKind? Kind(PropertyValue? old, PropertyValue? wanted) => (old, wanted) switch
    {
        (null or NullValue, null or NullValue) => null,
        (null or NullValue, _) => DiffKind.Add,
        (_, null or NullValue) => DiffKind.Delete,
        _ => old.Equals(wanted) ? null : DiffKind.Update,
    };
}
