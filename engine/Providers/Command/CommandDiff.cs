using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Command;

internal static class CommandDiff
{
    /// <summary>
    /// Every changed input is an update, except that triggers appear or go, which replaces. What becomes of one of them
    /// does so, too, but because the resource's class asks for it.
    /// </summary>
    public static DiffResult Between(PropertyMap oldInputs, PropertyMap news)
    {
        var changes = PropertyComparison.Compare(oldInputs.Remove("version"), news.Remove("version")).ToDictionary(
            change => change.Key,
            change => new PropertyDiff(change.Value, change.Key == "triggers"));
        return changes.Count == 0 ? DiffResult.None : new DiffResult(true, changes);
    }
}
