using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Forget;

/// <summary>A state whose commands on one VM do nothing when deleted, and so need no connection to it.</summary>
/// <param name="Export">The state, as <c>stack import</c> reads it.</param>
/// <param name="Steps">Names of the commands that would have done something.</param>
internal sealed record ForgottenState(string Export, ImmutableArray<string> Steps)
{
    /// <param name="export">What <c>stack export</c> prints; its secrets stay encrypted.</param>
    /// <param name="onVm">The commands that run on the VM.</param>
    public static ForgottenState Of(string export, IEnumerable<StateCommand> onVm)
    {
        var names = onVm.ToDictionary(command => command.Urn, command => command.Name);
        var root = JsonNode.Parse(export)!;
        var steps = root["deployment"]?["resources"]?.AsArray()
            .OfType<JsonObject>()
            .Where(resource => names.ContainsKey(StateJson.Text(resource["urn"]) ?? "") && Forget(resource))
            .Select(resource => names[StateJson.Text(resource["urn"])!])
            .ToImmutableArray();
        return new ForgottenState(root.ToJsonString(), steps ?? []);
    }

    /// <summary>The provider runs the command's delete, if the state has one.</summary>
    private static bool Forget(JsonObject resource)
    {
        var had = false;
        foreach (var part in new[] { "inputs", "outputs", "propertyDependencies" })
            had |= resource[part] is JsonObject values && values.Remove("delete");
        return had;
    }
}
