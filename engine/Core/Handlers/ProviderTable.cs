using System.Collections.Concurrent;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Handlers;

/// <summary>The configured packages of a run, by the URN of their provider resource.</summary>
internal sealed class ProviderTable(ProviderRegistry registry, OldState olds)
{
    private static readonly ProviderResources Records = new();

    private readonly ConcurrentDictionary<string, Lazy<PackageProvider>> _packages = [];

    /// <summary>Takes over a provider resource that this run has brought up.</summary>
    public void Configure(ResourceState provider) => _packages[provider.Urn] = Make(provider);

    /// <summary>Who manages a custom resource.</summary>
    /// <exception cref="ProviderException">The engine has no such package, or it has no such resource.</exception>
    public ResourceHandler For(ResourceState resource) => For(resource.Type, resource.Provider);

    /// <inheritdoc cref="For(ResourceState)"/>
    public ResourceHandler For(string type, string? provider)
    {
        if (Urns.IsProvider(type))
            return Records;
        var (package, urn) = (Urns.Package(type), Urns.OfReference(provider ?? "::"));
        return _packages.GetOrAdd(urn.Length == 0 ? package : urn, _ => olds.Find(urn) is { } state
            ? Make(state)
            : new Lazy<PackageProvider>(() => registry.Create(package, PropertyMap.Empty))).Value[type];
    }

    private Lazy<PackageProvider> Make(ResourceState provider) => new(() => registry.Create(
        Urns.Package(provider.Type),
        new PropertyMap(provider.Inputs.Where(input =>
            input.Key != "version" && !input.Key.StartsWith("__", StringComparison.Ordinal)))));
}
