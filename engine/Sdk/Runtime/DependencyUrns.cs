using Pulumi;

namespace Engine.Sdk;

/// <summary>
/// What a resource depends on, as the engine wants it: URNs of custom resources. A component stands for all custom
/// resources below it that exist when it is asked; below a custom resource nothing is looked for.
/// </summary>
internal sealed class DependencyUrns(ProgramRun run, Resource dependent)
{
    private readonly SortedSet<string> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _byProperty = [];

    public IReadOnlyList<string> All => [.. _all];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByProperty => _byProperty;

    /// <summary>Adds the DependsOn option.</summary>
    public async Task AddExplicitAsync(InputList<Resource> dependsOn)
    {
        var data = await dependsOn.ToOutput().Data.ConfigureAwait(false);
        await ExpandAsync(data.IsKnown ? data.Value : []).ConfigureAwait(false);
    }

    /// <summary>Adds the resources that the value of one input came from.</summary>
    public async ValueTask AddPropertyAsync(string name, IReadOnlyCollection<Resource> resources) =>
        _byProperty[name] = resources.Count == 0 ? [] : await ExpandAsync(resources).ConfigureAwait(false);

    private async Task<IReadOnlyList<string>> ExpandAsync(IEnumerable<Resource> resources)
    {
        var urns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in CustomResourcesIn(resources))
            urns.Add(await run.Waits.UrnAsync(dependent, resource).ConfigureAwait(false));
        _all.UnionWith(urns);
        return [.. urns];
    }

    private HashSet<Resource> CustomResourcesIn(IEnumerable<Resource> resources)
    {
        var found = new HashSet<Resource>();
        var open = new Queue<Resource>(resources);
        while (open.TryDequeue(out var resource))
        {
            if (resource is ComponentResource)
                foreach (var child in resource.Family.Children)
                    open.Enqueue(child);
            else if (resource != dependent)
                found.Add(resource);
        }
        return found;
    }
}
