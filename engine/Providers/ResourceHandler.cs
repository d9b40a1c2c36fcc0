using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers;

/// <summary>
/// What a provider does for one resource type. The defaults are those of a resource that exists only in the state:
/// nothing to validate, nothing to read, nothing to delete, every change a replacement.
/// </summary>
internal abstract class ResourceHandler
{
    public virtual CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) => new(news, []);

    public abstract DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news);

    public abstract Task<ResourceResult> CreateAsync(
        ResourceRef resource, PropertyMap inputs, OperationContext context);

    public virtual Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context) =>
        throw new ProviderException($"{resource.Type} cannot be updated, only replaced");

    public virtual Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Task.CompletedTask;

    public virtual Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Task.FromResult<ReadResult?>(new ReadResult(id, inputs, outputs));
}
