using System.Collections.Concurrent;
using Engine.Deploy;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Tests.Deploy;

/// <summary>
/// A provider in memory that tells what was asked of it. The world is what exists. A changed input whose name starts
/// with "force" replaces; the output "result" is the input "value" with an exclamation mark, "made" the id of the
/// instance.
/// </summary>
internal sealed class FakeProvider : IProvider
{
    private int _ids;

    public string Package => "test";

    public string Version => "1.0.0";

    public bool DeletesBeforeReplace { get; set; }

    public ConcurrentQueue<string> Operations { get; } = [];

    public ConcurrentDictionary<string, PropertyMap> World { get; } = [];

    /// <summary>Runs before each operation, with its text such as "create a"; may throw or wait.</summary>
    public Func<string, OperationContext, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public Task<CheckResult> CheckAsync(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        Task.FromResult(new CheckResult(news, news.GetString("value") == "invalid"
            ? [new CheckFailure("value", "it is not valid")] : []));

    public Task<DiffResult> DiffAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        var plain = InputDiff.Compare(oldInputs, news);
        return Task.FromResult(plain with
        {
            Changes = plain.Changes.ToDictionary(item => item.Key, item => item.Value with
            {
                Replace = item.Key.StartsWith("force", StringComparison.Ordinal),
            }),
            DeleteBeforeReplace = DeletesBeforeReplace,
        });
    }

    public async Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(
                null, inputs.Set("result", PropertyValue.Computed).Set("made", PropertyValue.Computed));
        await Perform("create " + resource.Name, context);
        var id = $"{resource.Name}-{Interlocked.Increment(ref _ids)}";
        World[id] = inputs;
        return new ResourceResult(id, Outputs(id, inputs));
    }

    public async Task<ResourceResult> UpdateAsync(ResourceRef resource, string id, PropertyMap oldInputs,
        PropertyMap oldOutputs, PropertyMap news, OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(id, Outputs(id, news).Set("result", PropertyValue.Computed));
        await Perform("update " + resource.Name, context);
        World[id] = news;
        return new ResourceResult(id, Outputs(id, news));
    }

    public async Task DeleteAsync(
        ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs, OperationContext context)
    {
        await Perform("delete " + resource.Name, context);
        World.TryRemove(id, out _);
    }

    public Task<ReadResult?> ReadAsync(
        ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Task.FromResult(World.TryGetValue(id, out var current)
            ? new ReadResult(id, current, Outputs(id, current)) : null);

    private static PropertyMap Outputs(string id, PropertyMap inputs) =>
        inputs.Set("result", inputs.GetString("value") + "!").Set("made", id);

    private async Task Perform(string operation, OperationContext context)
    {
        await Before(operation, context);
        Operations.Enqueue(operation);
    }
}
