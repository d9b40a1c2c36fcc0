using System.Collections.Immutable;
using System.Text.Json;

namespace Enginsight.Ops.History;

/// <summary>The record of one finished operation on a stack, as Pulumi's file backend keeps it.</summary>
/// <param name="Kind">update, destroy, refresh or import.</param>
/// <param name="Changes">Number of resources by operation, such as create.</param>
/// <param name="Config">Full key to the value as the stack file had it: secrets encrypted.</param>
internal sealed record HistoryEntry(
    string Kind,
    bool Succeeded,
    DateTimeOffset Ended,
    ImmutableSortedDictionary<string, int> Changes,
    ConfigTree Config)
{
    /// <summary>Whether a configuration was brought up, or tried to; a destroy has one, and goes nowhere.</summary>
    public bool IsUpdate => Kind == "update" && Config.Leaves.Count > 0;

    public static HistoryEntry Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new HistoryEntry(
            root.GetProperty("kind").GetString()!,
            root.GetProperty("result").GetString() == "succeeded",
            DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("endTime").GetInt64()),
            root.TryGetProperty("resourceChanges", out var changes) && changes.ValueKind is JsonValueKind.Object
                ? changes.EnumerateObject()
                    .ToImmutableSortedDictionary(item => item.Name, item => item.Value.GetInt32())
                : ImmutableSortedDictionary<string, int>.Empty,
            ConfigTree.FromJson(root.TryGetProperty("config", out var config) ? config : default));
    }

    /// <summary>What it did, in words: 2 created, 1 updated.</summary>
    public string Summary => string.Join(", ", Changes
        .Where(change => change.Key != "same" && change.Value > 0)
        .Select(change => $"{change.Value} {Past(change.Key)}")) is { Length: > 0 } text ? text : "nothing changed";

    private static string Past(string operation) => operation.EndsWith('e') ? $"{operation}d" : operation;
}
