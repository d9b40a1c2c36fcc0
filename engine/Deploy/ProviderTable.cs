using System.Collections.Concurrent;
using Engine.Properties;
using Engine.Protocol;
using Engine.Providers;
using Engine.State;

namespace Engine.Deploy;

/// <summary>The configured providers of a run, by the URN of their provider resource.</summary>
internal sealed class ProviderTable(ProviderRegistry registry, OldState olds)
{
    private static readonly ProviderResources Records = new();

    private readonly ConcurrentDictionary<string, Lazy<IProvider>> _providers = [];

    /// <summary>Takes over a provider resource that this run has brought up.</summary>
    public void Configure(ResourceState provider) => _providers[provider.Urn] = Make(provider);

    /// <summary>Who manages a custom resource.</summary>
    /// <exception cref="ProviderException">The engine has no such package.</exception>
    public IProvider For(ResourceState resource) =>
        Urns.IsProvider(resource.Type) ? Records : For(resource.Type, resource.Provider);

    public IProvider For(string token, string? reference)
    {
        var urn = reference is null ? "" : Urns.OfReference(reference);
        return _providers.GetOrAdd(urn.Length == 0 ? Urns.Package(token) : urn, _ => olds.Find(urn) is { } state
            ? Make(state)
            : new Lazy<IProvider>(() => registry.Create(Urns.Package(token), PropertyMap.Empty))).Value;
    }

    private Lazy<IProvider> Make(ResourceState provider) => new(() => registry.Create(
        Urns.Package(provider.Type),
        new PropertyMap(provider.Inputs.Where(input =>
            input.Key != "version" && !input.Key.StartsWith("__", StringComparison.Ordinal)))));
}
