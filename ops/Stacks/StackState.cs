using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Enginsight.Ops.Stacks;

/// <summary>What the last deployment did, from the stack's state.</summary>
/// <param name="Commands">In the state's order: each after those that it depends on.</param>
internal sealed record StackState(ImmutableArray<StateCommand> Commands)
{
    /// <summary>Reads the state with its secrets.</summary>
    public static async Task<StackState> ReadAsync(string stack) =>
        Parse(await PulumiCli.RunAsync("stack", "export", "--show-secrets", "-s", stack));

    /// <param name="export">What <c>stack export --show-secrets</c> prints.</param>
    public static StackState Parse(string export)
    {
        var resources = JsonNode.Parse(export)?["deployment"]?["resources"] as JsonArray ?? [];
        return new StackState(
            [.. resources.Where(IsCurrent).Select(resource => StateCommand.From(StateJson.Reveal(resource))).OfType<StateCommand>()]);
    }

    /// <summary>A replaced resource stays in the state until it is deleted.</summary>
    private static bool IsCurrent(JsonNode? resource) => resource?["delete"]?.GetValue<bool>() != true;
}
