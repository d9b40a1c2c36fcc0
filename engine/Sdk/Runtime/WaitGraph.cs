using Pulumi;

namespace Engine.Sdk;

/// <summary>
/// Who waits for whose registration: so that resources which wait for each other are an error that names them, and not
/// a program that never ends.
/// </summary>
internal sealed class WaitGraph
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Resource, HashSet<Resource>> _awaited = [];

    /// <summary>Waits, on behalf of a resource, until another one is registered; its URN.</summary>
    /// <exception cref="ResourceException">The other one waits for the resource.</exception>
    public async ValueTask<string> UrnAsync(Resource waiting, Resource other)
    {
        var urn = other.Urn.Data;
        if (!urn.IsCompleted)
            Add(waiting, other);
        return (await urn.ConfigureAwait(false)).Value;
    }

    private void Add(Resource waiting, Resource other)
    {
        lock (_lock)
        {
            if (!_awaited.TryGetValue(waiting, out var awaited))
                _awaited[waiting] = awaited = [];
            awaited.Add(other);
            if (Path(other, waiting, []) is { } path)
                throw new ResourceException("these resources wait for each other: "
                    + string.Join(" -> ", path.Prepend(waiting).Select(resource => resource.GetResourceName()))
                    + ". A resource cannot depend on a component that it, or what waits for it, is part of",
                    waiting, hideStack: true);
        }
    }

    /// <summary>The way from one resource to another over those that still wait; null where there is none.</summary>
    private IEnumerable<Resource>? Path(Resource from, Resource to, HashSet<Resource> seen)
    {
        if (from == to)
            return [to];
        if (from.Urn.Data.IsCompleted || !seen.Add(from) || !_awaited.TryGetValue(from, out var awaited))
            return null;
        return awaited.Select(next => Path(next, to, seen)).FirstOrDefault(path => path is not null)?.Prepend(from);
    }
}
