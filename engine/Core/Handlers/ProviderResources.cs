using Engine.Properties;

namespace Engine.Handlers;

/// <summary>
/// Manages the <c>pulumi:providers:*</c> resources themselves: records of how a package is configured.
/// </summary>
internal sealed class ProviderResources : ResourceHandler
{
    private const string Internal = "__internal";

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news)
    {
        var kept = (olds ?? PropertyMap.Empty).Where(item => item.Key.StartsWith("__", StringComparison.Ordinal));
        return new CheckResult(
            news.Set(Internal, new ObjectValue(PropertyMap.Empty)).Merge(new PropertyMap(kept)), []);
    }

    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news) =>
        InputDiff.Compare(oldInputs, news);

    public override Task<ResourceResult> CreateAsync(
        ResourceRef resource, PropertyMap inputs, OperationContext context) => Task.FromResult(
            new ResourceResult(context.Preview ? null : Guid.NewGuid().ToString(), inputs.Remove(Internal)));

    public override Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context) =>
        Task.FromResult(new ResourceResult(id, news.Remove(Internal)));
}
