using Engine.State;

namespace Engine.Snapshots;

/// <summary>The state that a run starts from, indexed so that no question about it walks the whole list.</summary>
internal sealed class OldState
{
    private readonly Dictionary<string, ResourceState> _byUrn = [];
    private readonly Lazy<ILookup<string, ResourceState>> _dependents;

    public OldState(Snapshot snapshot)
    {
        Snapshot = snapshot;
        foreach (var state in snapshot.Resources.Where(state => !state.Delete))
            _byUrn[state.Urn] = state;
        _dependents = new Lazy<ILookup<string, ResourceState>>(() => _byUrn.Values
            .SelectMany(state => state.References().Distinct().Select(urn => (urn, state)))
            .ToLookup(pair => pair.urn, pair => pair.state));
    }

    public Snapshot Snapshot { get; }

    public ResourceState? Find(string urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>The resource under its URN or, where that is new, under the first alias that is known.</summary>
    public ResourceState? Find(string urn, IReadOnlyList<string> aliases) =>
        Find(urn) ?? aliases.Select(Find).FirstOrDefault(state => state is not null);

    /// <summary>The resources and everything that they need, directly or not.</summary>
    public IReadOnlySet<string> WithNeeds(IEnumerable<string> urns)
    {
        var seen = new HashSet<string>();
        var queue = new Queue<string>(urns);
        while (queue.TryDequeue(out var urn))
            if (seen.Add(urn) && Find(urn) is { } state)
                foreach (var needed in state.References())
                    queue.Enqueue(needed);
        return seen;
    }

    /// <summary>Whatever hangs on the resource, directly or not, in the order of the state.</summary>
    public IReadOnlyList<ResourceState> TransitiveDependents(IEnumerable<string> urns)
    {
        var seen = urns.ToHashSet();
        var queue = new Queue<string>(seen);
        var found = new HashSet<ResourceState>(ReferenceEqualityComparer.Instance);
        while (queue.TryDequeue(out var urn))
            foreach (var dependent in _dependents.Value[urn].Where(dependent => seen.Add(dependent.Urn)))
            {
                found.Add(dependent);
                queue.Enqueue(dependent.Urn);
            }
        return found.Count == 0 ? [] : [.. Snapshot.Resources.Where(found.Contains)];
    }
}
