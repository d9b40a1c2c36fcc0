using Engine.Protocol;

namespace Engine.State;

/// <summary>The rules a snapshot must keep, with Pulumi's messages.</summary>
internal static class SnapshotIntegrity
{
    /// <exception cref="EngineException">A rule is broken; the message says which.</exception>
    public static void Check(Snapshot snapshot)
    {
        var urns = new HashSet<string>(snapshot.Resources.Count);
        var providers = new HashSet<string>();
        foreach (var state in snapshot.Resources)
        {
            if (state.Urn.Length == 0)
                throw Broken("resource has no URN");
            if (state.Type.Length == 0)
                throw Broken($"resource {state.Urn} has no type");
            if (!state.Custom && state.Id is not null)
                throw Broken($"resource {state.Urn} is a component but has an ID");
            CheckReferences(snapshot, state, urns, providers);
            // The one that stands comes first, then those of its URN that are still to be deleted.
            if (!urns.Add(state.Urn) && !state.Delete)
                throw Broken($"duplicate resource {state.Urn} (not marked for deletion)");
            if (Urns.IsProvider(state.Type))
                providers.Add($"{state.Urn}::{state.Id}");
        }
    }

    private static void CheckReferences(
        Snapshot snapshot, ResourceState state, HashSet<string> urns, HashSet<string> providers)
    {
        if (state.Provider is { } provider && !providers.Contains(provider))
            throw Broken($"resource {state.Urn} refers to unknown provider {provider}");
        if (state.Parent is { } parent && !urns.Contains(parent))
        {
            throw Broken(ComesLater(snapshot, parent)
                ? $"child resource {state.Urn}'s parent {parent} comes after it"
                : $"child resource {state.Urn} refers to missing parent {parent}");
        }
        foreach (var dependency in state.Dependencies)
            CheckDependency(snapshot, urns, dependency, $"resource {state.Urn}'s dependency {dependency}");
        foreach (var (property, dependencies) in state.PropertyDependencies)
        {
            foreach (var dependency in dependencies)
            {
                CheckDependency(snapshot, urns, dependency,
                    $"resource {state.Urn}'s property dependency {dependency} (from property {property})");
            }
        }
        if (state.DeletedWith is { } holder)
            CheckDependency(snapshot, urns, holder, $"resource {state.Urn}'s deleted with dependency {holder}");
    }

    private static void CheckDependency(Snapshot snapshot, HashSet<string> urns, string dependency, string what)
    {
        if (!urns.Contains(dependency))
            throw Broken(what + (ComesLater(snapshot, dependency) ? " comes after it" : " refers to missing resource"));
    }

    // Only called for a resource that does not stand earlier.
    private static bool ComesLater(Snapshot snapshot, string urn) =>
        snapshot.Resources.Any(state => state.Urn == urn);

    private static EngineException Broken(string problem) => new(problem);
}
