using System.Text.Json.Nodes;
using Floor.Yaml;

namespace Enginsight.Ops.History;

/// <summary>
/// Puts another configuration into the text of a stack file, value by value where both differ. Encrypted values are
/// copied as they are, which no verb of the CLI does; comments outside of the replaced values stay.
/// </summary>
internal static class StackFileEdit
{
    private const string Name = "the stack file";

    /// <exception cref="UserFileException">The file is laid out in a way that cannot be edited.</exception>
    public static string Apply(string text, ConfigTree target) =>
        Changes([], ConfigTree.FromStackFile(text).Root, target.Root).ToArray().Aggregate(text, (edited, change) =>
            change.IsRemoved
                ? YamlEdit.Remove(edited, Name, ["config", .. change.Path])
                : YamlEdit.Set(edited, Name, ["config", .. change.Path], change.Value));

    private static IEnumerable<(object[] Path, JsonNode? Value, bool IsRemoved)> Changes(
        object[] path, JsonNode? now, JsonNode? then)
    {
        if (JsonNode.DeepEquals(now, then))
            return [];
        return (now, then) switch
        {
            (JsonObject one, JsonObject other) when !YamlValues.IsSecret(one) && !YamlValues.IsSecret(other) =>
                one.Select(item => item.Key).Union(other.Select(item => item.Key)).SelectMany(key =>
                    other.ContainsKey(key)
                        ? Changes([.. path, key], one[key], other[key])
                        : [([.. path, key], null, true)]),
            (JsonArray one, JsonArray other) when one.Count == other.Count =>
                one.Zip(other).SelectMany((items, index) => Changes([.. path, index], items.First, items.Second)),
            _ => [(path, then, false)],
        };
    }
}
