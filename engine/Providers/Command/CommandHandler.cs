using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Command;

/// <summary>
/// What local and remote commands share. Any change of the inputs, their secretness included, is an update that runs
/// <c>update</c> or else <c>create</c>; only triggers replace.
/// </summary>
internal abstract class CommandHandler : ResourceHandler
{
    private const int IdDigits = 8;

    /// <summary>
    /// Every changed input is an update, except that triggers appear or go, which replaces. What becomes of one of them
    /// does so, too, but because the resource's class asks for it.
    /// </summary>
    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        var changes = PropertyComparison.Compare(oldInputs.Remove("version"), news.Remove("version")).ToDictionary(
            change => change.Key,
            change => new PropertyDiff(change.Value, change.Key == "triggers"));
        return changes.Count == 0 ? DiffResult.None : new DiffResult(true, changes);
    }

    public override async Task<ResourceResult> CreateAsync(
        ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        // A preview knows an id too, if not the one that it will be.
        var id = UniqueName.Create(resource.Name, IdDigits);
        if (context.Preview)
            return new ResourceResult(
                id, inputs.Set("stdout", PropertyValue.Computed).Set("stderr", PropertyValue.Computed));
        return new ResourceResult(
            id, await OutputsAsync(inputs, CommandText.From(inputs, "create"), CommandOutput.Empty, context));
    }

    public override async Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(id, Previewed(oldInputs, oldOutputs, news));
        var command = CommandText.From(news, "update") ?? CommandText.From(news, "create");
        return new ResourceResult(id, await OutputsAsync(news, command, CommandOutput.From(oldOutputs), context));
    }

    public override async Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context)
    {
        if (CommandText.From(outputs, "delete") is { } command)
            await RunAsync(outputs, command, CommandOutput.From(outputs), context);
    }

    /// <summary>
    /// Runs the command text and returns the outputs that are not inputs, stdout and stderr among them.
    /// </summary>
    protected abstract Task<PropertyMap> RunAsync(
        PropertyMap inputs, CommandText command, CommandOutput previous, OperationContext context);

    /// <summary>What the last run printed, as environment of the next, unless that is unwanted.</summary>
    protected static IEnumerable<KeyValuePair<string, string>> PreviousOutput(
        PropertyMap inputs, CommandOutput previous)
    {
        if (inputs.Bool("addPreviousOutputInEnv") == false)
            yield break;
        if (previous.Stdout.Length > 0)
            yield return new("PULUMI_COMMAND_STDOUT", previous.Stdout);
        if (previous.Stderr.Length > 0)
            yield return new("PULUMI_COMMAND_STDERR", previous.Stderr);
    }

    private async Task<PropertyMap> OutputsAsync(
        PropertyMap inputs, CommandText? command, CommandOutput previous, OperationContext context)
    {
        var outputs = command is null ? previous.ToProperties() : await RunAsync(inputs, command, previous, context);
        // What a secret command prints is as secret as its text.
        return inputs.Merge(command?.Secret == true ? outputs.Select((_, value) => new SecretValue(value)) : outputs);
    }

    private static PropertyMap Previewed(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        // An input that was not there before leaves the old output standing; real previews do the same.
        var changed = oldInputs.Any(item => !Equals(news.Get(item.Key), item.Value))
            || news.Values.Any(value => value.ContainsUnknowns);
        PropertyValue Keep(string name) =>
            changed ? PropertyValue.Computed : oldOutputs.Get(name) ?? PropertyValue.Computed;
        return news.Set("stdout", Keep("stdout")).Set("stderr", Keep("stderr"));
    }
}
