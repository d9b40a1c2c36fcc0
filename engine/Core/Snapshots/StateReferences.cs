using Engine.Protocol;
using Engine.State;

namespace Engine.Snapshots;

/// <summary>What one state says about others, and whether two states say the same.</summary>
internal static class StateReferences
{
    /// <summary>URNs of everything the resource needs while it exists; may repeat.</summary>
    public static IEnumerable<string> References(this ResourceState state)
    {
        if (state.Parent is { } parent)
            yield return parent;
        if (state.Provider is { } provider)
            yield return Urns.OfReference(provider);
        if (state.DeletedWith is { } holder)
            yield return holder;
        foreach (var urn in state.Dependencies)
            yield return urn;
        foreach (var urn in state.PropertyDependencies.Values.SelectMany(urns => urns))
            yield return urn;
    }

    /// <summary>The state with every reference run through a renaming.</summary>
    public static ResourceState Rename(this ResourceState state, Func<string, string> rename) => state with
    {
        Parent = state.Parent is { } parent ? rename(parent) : null,
        Provider = state.Provider is { } provider
            ? rename(Urns.OfReference(provider)) + provider[Urns.OfReference(provider).Length..] : null,
        DeletedWith = state.DeletedWith is { } holder ? rename(holder) : null,
        Dependencies = [.. state.Dependencies.Select(rename)],
        PropertyDependencies = state.PropertyDependencies.ToDictionary(
            item => item.Key, item => (IReadOnlyList<string>)[.. item.Value.Select(rename)]),
    };

    /// <summary>Whether a resource that stays the same says anything new that is worth storing.</summary>
    public static bool SaysTheSameAs(this ResourceState left, ResourceState right) =>
        left.Urn == right.Urn
        && left.Parent == right.Parent
        && left.Provider == right.Provider
        && left.Protect == right.Protect
        && left.RetainOnDelete == right.RetainOnDelete
        && left.DeletedWith == right.DeletedWith
        && left.CustomTimeouts == right.CustomTimeouts
        && left.ImportId == right.ImportId
        && left.AdditionalSecretOutputs.SequenceEqual(right.AdditionalSecretOutputs)
        && left.IgnoreChanges.SequenceEqual(right.IgnoreChanges)
        && left.ReplaceOnChanges.SequenceEqual(right.ReplaceOnChanges)
        && left.InitErrors.SequenceEqual(right.InitErrors)
        && SameSet(left.Dependencies, right.Dependencies)
        && SamePropertyDependencies(left, right)
        && left.Inputs.Equals(right.Inputs)
        && left.Outputs.Equals(right.Outputs);

    private static bool SamePropertyDependencies(ResourceState left, ResourceState right) =>
        left.PropertyDependencies.Keys.Union(right.PropertyDependencies.Keys).All(key => SameSet(
            left.PropertyDependencies.GetValueOrDefault(key, []),
            right.PropertyDependencies.GetValueOrDefault(key, [])));

    private static bool SameSet(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        (left.Count == 0 && right.Count == 0) || left.ToHashSet().SetEquals(right);
}
