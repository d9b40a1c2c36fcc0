using System.Collections.Concurrent;
using Engine.Properties;

namespace Engine.Handlers;

/// <summary>The packages whose resources can be managed.</summary>
/// <param name="packages">
/// Each makes its handlers from its configuration, which is the inputs of its provider resource.
/// </param>
internal sealed class ProviderRegistry(IReadOnlyDictionary<string, Func<PropertyMap, PackageProvider>> packages)
    : IAsyncDisposable
{
    private readonly ConcurrentBag<PackageProvider> _created = [];

    /// <exception cref="ProviderException">There is no such package.</exception>
    public PackageProvider Create(string package, PropertyMap config)
    {
        if (!packages.TryGetValue(package, out var create))
            throw new ProviderException($"no resource provider for package '{package}'; this engine has "
                + string.Join(", ", packages.Keys.Order()));
        var provider = create(config);
        _created.Add(provider);
        return provider;
    }

    /// <summary>Closes what its packages have kept open.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _created)
            await provider.DisposeAsync();
        _created.Clear();
    }
}
