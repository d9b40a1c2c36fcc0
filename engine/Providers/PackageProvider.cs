using Engine.Protocol;

namespace Engine.Providers;

/// <summary>A package as it is configured: one handler for each of its resource types.</summary>
internal class PackageProvider(string package, IReadOnlyDictionary<string, ResourceHandler> handlers) : IAsyncDisposable
{
    /// <exception cref="ProviderException">The package has no such resource type.</exception>
    public ResourceHandler this[string type] => handlers.TryGetValue(type, out var handler) ? handler
        : throw new ProviderException(
            $"the embedded engine does not know the resource type {type}; of package {package} it knows "
            + string.Join(", ", handlers.Keys));

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
