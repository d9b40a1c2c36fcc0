namespace Engine.Handlers;

/// <summary>A package as it is configured: the handlers of its resources by type token.</summary>
/// <param name="connections">What they share and keep open; null for nothing.</param>
internal sealed class PackageProvider(
    string package, IReadOnlyDictionary<string, ResourceHandler> handlers, IAsyncDisposable? connections = null)
    : IAsyncDisposable
{
    /// <exception cref="ProviderException">The package has no such resource type.</exception>
    public ResourceHandler this[string type] => handlers.TryGetValue(type, out var handler) ? handler
        : throw new ProviderException(
            $"the embedded engine does not know the resource type {type}; of package {package} it knows "
            + string.Join(", ", handlers.Keys));

    public ValueTask DisposeAsync() => connections?.DisposeAsync() ?? ValueTask.CompletedTask;
}
