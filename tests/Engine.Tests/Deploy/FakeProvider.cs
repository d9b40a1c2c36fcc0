using System.Collections.Concurrent;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Tests.Deploy;

/// <summary>
/// A provider in memory that tells what was asked of it. The world is what exists. A changed input whose name starts
/// with "force" replaces; the output "result" is the input "value" with an exclamation mark, "made" the id of the
/// instance.
/// </summary>
internal sealed class FakeProvider : ResourceHandler
{
    private int _ids;

    public bool DeletesBeforeReplace { get; set; }

    /// <summary>An output that only a look at the thing tells; null for none.</summary>
    public string? Seen { get; set; }

    /// <summary>Id of a thing that cannot be read; null for none.</summary>
    public string? Unreadable { get; set; }

    public ConcurrentQueue<string> Operations { get; } = [];

    public ConcurrentDictionary<string, PropertyMap> World { get; } = [];

    /// <summary>Runs before each operation, with its text such as "create a"; may throw or wait.</summary>
    public Func<string, OperationContext, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(news, news.GetString("value") == "invalid" ? [new CheckFailure("value", "it is not valid")] : []);

    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        var plain = InputDiff.Compare(oldInputs, news);
        return plain with
        {
            Changes = plain.Changes.ToDictionary(item => item.Key, item => item.Value with
            {
                Replace = item.Key.StartsWith("force", StringComparison.Ordinal),
            }),
            DeleteBeforeReplace = DeletesBeforeReplace,
        };
    }

    public override async Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(
                null, inputs.Set("result", PropertyValue.Computed).Set("made", PropertyValue.Computed));
        await Perform("create " + resource.Name, context);
        var id = $"{resource.Name}-{Interlocked.Increment(ref _ids)}";
        World[id] = inputs;
        return new ResourceResult(id, Outputs(id, inputs));
    }

    public override async Task<ResourceResult> UpdateAsync(ResourceRef resource, string id, PropertyMap oldInputs,
        PropertyMap oldOutputs, PropertyMap news, OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(id, Outputs(id, news).Set("result", PropertyValue.Computed));
        await Perform("update " + resource.Name, context);
        World[id] = news;
        return new ResourceResult(id, Outputs(id, news));
    }

    public override async Task DeleteAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context)
    {
        await Perform("delete " + id[..id.LastIndexOf('-')], context);
        World.TryRemove(id, out _);
    }

    public override Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context)
    {
        if (id == Unreadable)
            throw new ProviderException("it cannot be read");
        if (!World.TryGetValue(id, out var current))
            return Task.FromResult<ReadResult?>(null);
        var now = Outputs(id, current);
        return Task.FromResult<ReadResult?>(
            new ReadResult(id, current, Seen is null ? now : now.Set("seen", Seen)));
    }

    private static PropertyMap Outputs(string id, PropertyMap inputs) =>
        inputs.Set("result", inputs.GetString("value") + "!").Set("made", id);

    private async Task Perform(string operation, OperationContext context)
    {
        await Before(operation, context);
        Operations.Enqueue(operation);
    }
}
