using Engine.Properties;

namespace Engine.Protocol;

/// <summary>
/// What manages the resources of one package. Inputs and outputs carry secrets, unknowns and assets as PropertyValues;
/// a provider may look through secret wrappers, and returns a secret output wrapped.
/// </summary>
internal interface IProvider
{
    /// <summary>Package name as in type tokens, such as <c>random</c>.</summary>
    string Package { get; }

    /// <summary>Version of the real plugin that this one imitates, such as <c>4.21.1</c>.</summary>
    string Version { get; }

    /// <summary>Validates the inputs and fills in defaults. Olds is null on create and on replacement.</summary>
    Task<CheckResult> CheckAsync(ResourceRef resource, PropertyMap? olds, PropertyMap news);

    /// <summary>Says what an existing resource needs to become as the (checked) new inputs want it.</summary>
    Task<DiffResult> DiffAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news);

    /// <summary>
    /// Makes the resource; with Preview set only says which outputs it would have (unknown ones Computed).
    /// </summary>
    Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context);

    Task<ResourceResult> UpdateAsync(
        ResourceRef resource,
        string id,
        PropertyMap oldInputs,
        PropertyMap oldOutputs,
        PropertyMap news,
        OperationContext context);

    Task DeleteAsync(
        ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs, OperationContext context);

    /// <summary>Reads the resource as it is now; null where it is gone. Used by refresh.</summary>
    Task<ReadResult?> ReadAsync(
        ResourceRef resource, string id, PropertyMap inputs, PropertyMap outputs, OperationContext context);
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
