using System.Collections.Immutable;
using Pulumi;

namespace Engine.Sdk;

/// <summary>A resource's place among the others: its parent and children, and what it inherits.</summary>
internal sealed class ResourceFamily
{
    private readonly Lock _lock = new();
    private readonly List<Resource> _children = [];
    private readonly ImmutableArray<ResourceTransformation> _transformations;
    private readonly bool? _protect;

    /// <summary>Places the resource, and lets its transformations change its args and options.</summary>
    public ResourceFamily(Resource resource, ProgramRun run, ref ResourceArgs args, ref ResourceOptions options)
    {
        Parent = resource is Stack ? null : options.Parent ?? run.Stack;
        _transformations = [.. options.ResourceTransformations, .. Parent?.Family._transformations ?? []];
        foreach (var transform in _transformations)
        {
            if (transform(new ResourceTransformationArgs(resource, args, options)) is not { } result)
                continue;
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException(
                    "Transformations cannot currently be used to change the `parent` of a resource.");
            (args, options) = (result.Args, result.Options);
        }
        _protect = options.Protect ?? Parent?.Family._protect;
        Providers = ProvidersOf(options, Parent?.Family.Providers);
        if (options.Aliases.Count > 0 || Parent?.Family.Aliases is not null)
            Aliases = new AliasResolver(resource, Parent, [.. options.Aliases], run.Settings);
        Parent?.Family.Add(resource);
    }

    /// <summary>Null for the stack only.</summary>
    public Resource? Parent { get; }

    public bool? Protect => _protect;

    /// <summary>Explicit providers by package, for the resource and all below it.</summary>
    public ImmutableDictionary<string, ProviderResource> Providers { get; }

    /// <summary>Null where neither the resource nor a parent had another identity.</summary>
    public AliasResolver? Aliases { get; }

    public ImmutableArray<Resource> Children
    {
        get
        {
            lock (_lock)
                return [.. _children];
        }
    }

    private void Add(Resource child)
    {
        lock (_lock)
            _children.Add(child);
    }

    private static ImmutableDictionary<string, ProviderResource> ProvidersOf(
        ResourceOptions options, ImmutableDictionary<string, ProviderResource>? inherited)
    {
        var own = (options as ComponentResourceOptions)?.Providers ?? [];
        if (options.Provider is { } provider)
        {
            if (own.Count > 0)
                throw new ResourceException(
                    "Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
            own = [provider];
        }
        return (inherited ?? ImmutableDictionary<string, ProviderResource>.Empty)
            .SetItems(own.Select(item => KeyValuePair.Create(item.Package, item)));
    }
}
