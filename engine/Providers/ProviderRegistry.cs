using System.Collections.Concurrent;
using Engine.Properties;
using Engine.Protocol;
using Engine.Providers.Command;
using Engine.Providers.Docker;
using Engine.Providers.Random;
using Engine.Providers.Tls;

namespace Engine.Providers;

/// <summary>The one list of packages whose resources the engine can manage.</summary>
internal sealed class ProviderRegistry : IAsyncDisposable
{
    private readonly Dictionary<string, Func<PropertyMap, PackageProvider>> _factories = [];
    private readonly ConcurrentBag<PackageProvider> _created = [];

    /// <summary>All providers that come with the engine.</summary>
    public static ProviderRegistry BuiltIn() => new ProviderRegistry()
        .Add("command", _ => new CommandProvider())
        .Add("docker", config => new DockerProvider(config))
        .Add("random", _ => new RandomProvider())
        .Add("tls", _ => new TlsProvider(TimeProvider.System));

    /// <param name="factory">Makes a provider from its configuration (the inputs of its provider resource).</param>
    public ProviderRegistry Add(string package, Func<PropertyMap, PackageProvider> factory)
    {
        _factories[package] = factory;
        return this;
    }

    /// <exception cref="ProviderException">The engine has no such package.</exception>
    public PackageProvider Create(string package, PropertyMap config)
    {
        if (!_factories.TryGetValue(package, out var factory))
        {
            throw new ProviderException(
                $"no resource provider for package '{package}'; this engine has "
                + string.Join(", ", _factories.Keys.Order()));
        }

        var provider = factory(config);
        _created.Add(provider);
        return provider;
    }

    /// <summary>Ends the providers it has made: their connections are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _created)
            await provider.DisposeAsync();
        _created.Clear();
    }
}
