using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Planning;

/// <summary>Finds what must be deleted before a resource that is itself deleted before its replacement.</summary>
internal sealed class DependentReplacements(OldState olds, ProviderTable providers)
{
    /// <summary>
    /// Dependents that would be replaced if the values they took from the resource became unknown, in the order of the
    /// state. Those that would only be updated stay.
    /// </summary>
    /// <param name="claim">
    /// False for what has been registered already: that does not depend on the resource any more, and what hangs on it
    /// is no concern of this replacement either.
    /// </param>
    public IReadOnlyList<ResourceState> Of(ResourceState resource, Func<string, bool> claim)
    {
        var gone = new HashSet<string> { resource.Urn };
        var found = new List<ResourceState>();
        foreach (var dependent in olds.TransitiveDependents([resource.Urn]))
            if (dependent is { Custom: true, PendingReplacement: false, External: false }
                && IsReplaced(dependent, gone) && claim(dependent.Urn))
            {
                gone.Add(dependent.Urn);
                found.Add(dependent);
            }
        return found;
    }

    private bool IsReplaced(ResourceState dependent, HashSet<string> gone)
    {
        if (dependent.Provider is { } provider && gone.Contains(Urns.OfReference(provider)))
            return true;
        if (dependent.DeletedWith is { } holder && gone.Contains(holder))
            return true;
        var unknown = dependent.PropertyDependencies
            .Where(item => item.Value.Any(gone.Contains)).Select(item => item.Key).ToHashSet();
        if (unknown.Count == 0 || Urns.IsProvider(dependent.Type))
            return false;
        // What its own registration will ignore, this comparison does too.
        var inputs = PropertyPath.Reset(dependent.IgnoreChanges, dependent.Inputs, dependent.Inputs
            .Select((key, value) => unknown.Contains(key) ? PropertyValue.Computed : value), out _);
        var diff = providers.For(dependent).Diff(dependent.Inputs, dependent.Outputs, inputs);
        return Goal.Replacing(dependent.ReplaceOnChanges, diff).Replaces;
    }
}
