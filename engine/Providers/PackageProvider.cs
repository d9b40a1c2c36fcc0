using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers;

/// <summary>A provider made of one handler for each resource type of its package.</summary>
internal abstract class PackageProvider(
    string package, string version, IReadOnlyDictionary<string, ResourceHandler> handlers) : IProvider, IAsyncDisposable
{
    public string Package => package;

    public string Version => version;

    public Task<CheckResult> CheckAsync(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        Task.FromResult(Handler(resource).Check(resource, olds, news));

    public Task<DiffResult> DiffAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news) =>
        Task.FromResult(Handler(resource).Diff(oldInputs, oldOutputs, news));

    public Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context) =>
        Handler(resource).CreateAsync(resource, inputs, context);

    public Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context) =>
        Handler(resource).UpdateAsync(resource, id, oldInputs, oldOutputs, news, context);

    public Task DeleteAsync(
        ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Handler(resource).DeleteAsync(id, inputs, outputs, context);

    public Task<ReadResult?> ReadAsync(
        ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Handler(resource).ReadAsync(id, inputs, outputs, context);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ResourceHandler Handler(ResourceRef resource) =>
        handlers.TryGetValue(resource.Type, out var handler)
            ? handler
            : throw new ProviderException(
                $"the embedded engine does not know the resource type {resource.Type}; of package {package} it knows "
                + string.Join(", ", handlers.Keys));
}
