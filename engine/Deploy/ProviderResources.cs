using Engine.Properties;
using Engine.Protocol;

namespace Engine.Deploy;

/// <summary>
/// Manages the <c>pulumi:providers:*</c> resources themselves: records of how a package is configured.
/// </summary>
internal sealed class ProviderResources : IProvider
{
    private const string Internal = "__internal";

    public string Package => "pulumi";

    public string Version => "";

    public Task<CheckResult> CheckAsync(ResourceRef resource, PropertyMap? olds, PropertyMap news)
    {
        var kept = (olds ?? PropertyMap.Empty).Where(item => item.Key.StartsWith("__", StringComparison.Ordinal));
        var inputs = news.Set(Internal, new ObjectValue(PropertyMap.Empty)).Merge(new PropertyMap(kept));
        return Task.FromResult(new CheckResult(inputs, []));
    }

    public Task<DiffResult> DiffAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news) =>
        Task.FromResult(InputDiff.Compare(oldInputs, news));

    public Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context) =>
        Task.FromResult(new ResourceResult(
            context.Preview ? null : Guid.NewGuid().ToString(), inputs.Remove(Internal)));

    public Task<ResourceResult> UpdateAsync(ResourceRef resource, string id, PropertyMap oldInputs,
        PropertyMap oldOutputs, PropertyMap news, OperationContext context) =>
        Task.FromResult(new ResourceResult(id, news.Remove(Internal)));

    public Task DeleteAsync(ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs,
        OperationContext context) => Task.CompletedTask;

    public Task<ReadResult?> ReadAsync(ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs,
        OperationContext context) => Task.FromResult<ReadResult?>(new ReadResult(id, inputs, outputs));
}
