using Engine.Properties;
using Engine.Protocol;

namespace Engine.Handlers;

/// <summary>
/// What manages the resources of one type. Inputs and outputs carry secrets and unknowns as PropertyValues; a handler
/// may look through secret wrappers, and returns a secret output wrapped. The defaults are those of a resource that
/// exists only in the state: nothing to validate, nothing to read, nothing to delete, every change a replacement.
/// </summary>
internal abstract class ResourceHandler
{
    /// <summary>Validates the inputs and fills in defaults. Olds is null on create and on replacement.</summary>
    public virtual CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) => new(news, []);

    /// <summary>Says what an existing resource needs to become as the (checked) new inputs want it.</summary>
    public abstract DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news);

    /// <summary>
    /// Makes the resource; with Preview set only says which outputs it would have (unknown ones Computed).
    /// </summary>
    public abstract Task<ResourceResult> CreateAsync(
        ResourceRef resource, PropertyMap inputs, OperationContext context);

    public virtual Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context) =>
        throw new ProviderException($"{resource.Type} cannot be updated, only replaced");

    public virtual Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Task.CompletedTask;

    /// <summary>Reads the resource as it is now; null where it is gone. Used by refresh.</summary>
    public virtual Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Task.FromResult<ReadResult?>(new ReadResult(id, inputs, outputs));
}

internal sealed record ResourceRef(string Urn, string Type, string Name);

/// <summary>
/// Circumstances of one provider operation. Log shows a line as progress of the resource (never a secret).
/// Timeout is the resource's custom timeout, if any.
/// </summary>
internal sealed record OperationContext(
    bool Preview, TimeSpan? Timeout, Action<LogSeverity, string> Log, CancellationToken Cancellation);

internal sealed record CheckResult(PropertyMap Inputs, IReadOnlyList<CheckFailure> Failures);

/// <summary>Property is empty where the failure concerns the whole resource.</summary>
internal sealed record CheckFailure(string Property, string Reason);

/// <summary>
/// Outcome of a comparison. Changes maps property paths (such as <c>triggers[0]</c>) to what happened to them; an
/// empty map with HasChanges set is a change without a visible difference (an expired certificate).
/// </summary>
internal sealed record DiffResult(
    bool HasChanges, IReadOnlyDictionary<string, PropertyDiff> Changes, bool DeleteBeforeReplace = false)
{
    public static readonly DiffResult None = new(false, new Dictionary<string, PropertyDiff>());

    /// <summary>Set by a provider that wants a replacement not tied to a property.</summary>
    public bool ForceReplace { get; init; }

    /// <summary>
    /// False where the provider names the properties only: then the inputs tell what became of them.
    /// </summary>
    public bool Detailed { get; init; } = true;

    /// <summary>What a replacement is for: properties, or something about the resource.</summary>
    public IReadOnlyList<string> ReplaceKeys
    {
        get => field ?? [.. Changes.Where(change => change.Value.Replace).Select(change => change.Key)];
        init;
    }

    public bool Replaces => ForceReplace || Changes.Values.Any(change => change.Replace);
}

internal enum DiffKind
{
    Add,
    Delete,
    Update,
}

internal sealed record PropertyDiff(DiffKind Kind, bool Replace = false);

/// <summary>Id is null only where a preview cannot know it.</summary>
internal sealed record ResourceResult(string? Id, PropertyMap Outputs);

internal sealed record ReadResult(string Id, PropertyMap Inputs, PropertyMap Outputs);

/// <summary>A provider operation failed; the message is for the user and holds no secret.</summary>
internal sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
