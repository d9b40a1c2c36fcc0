using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>
/// What all Docker resources share: defaults that are written into the inputs and listed beside them, names for
/// resources without one, and a comparison that knows lists whose order means nothing.
/// </summary>
internal abstract class DockerHandler(DockerEngine engine, DockerSchema schema) : ResourceHandler
{
    private const int NameDigits = 7;

    protected DockerEngine Engine => engine;

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news)
    {
        var failures = schema.Required.Where(name => !news.Has(name))
            .Select(name => new CheckFailure(name, $"Missing required argument: '{name}'")).ToList();
        var named = schema.AutoNamed && !news.Has("name") ? DefaultName(resource, olds) : null;
        return new CheckResult(DockerDefaults.Fill(SecretLists.Whole(news.WithoutNulls()), schema, named), failures);
    }

    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        var changes = PropertyComparison.Compare(schema.Normalize(oldInputs), schema.Normalize(news)).ToDictionary(
            change => change.Key,
            change => new PropertyDiff(
                change.Value, !schema.Updatable.Contains(PropertyPath.Parse(change.Key).Root)));
        foreach (var drifted in Drift(oldOutputs, news).Where(drifted => !changes.ContainsKey(drifted)))
            changes[drifted] = new PropertyDiff(DiffKind.Update);
        return changes.Count == 0 ? DiffResult.None : new DiffResult(true, changes, schema.DeleteBeforeReplace);
    }

    public override async Task<ResourceResult> CreateAsync(
        ResourceRef resource, PropertyMap inputs, OperationContext context) =>
        context.Preview ? new ResourceResult(null, DockerDefaults.Without(inputs)) : await CreateAsync(inputs, context);

    /// <summary>Properties in which a refresh has found the resource to differ from the wanted state.</summary>
    protected virtual IEnumerable<string> Drift(PropertyMap oldOutputs, PropertyMap news) => [];

    protected abstract Task<ResourceResult> CreateAsync(PropertyMap inputs, OperationContext context);

    /// <summary>A name made up earlier is kept as long as the resource is.</summary>
    private static string DefaultName(ResourceRef resource, PropertyMap? olds) =>
        olds?.Strings(DockerDefaults.Key).Contains("name") == true && olds.GetString("name") is { } name
            ? name
            : UniqueName.Create($"{resource.Name}-", NameDigits);
}
