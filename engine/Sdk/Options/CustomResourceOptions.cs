namespace Pulumi;

/// <inheritdoc/>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;

    /// <summary>Whether a replacement deletes the old resource first; false by default.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Names of outputs to treat as secrets.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    /// <summary>Id of an existing resource to take under management.</summary>
    public string? ImportId { get; set; }

    /// <summary>New options of both: lists are joined, and single values of the second win.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            merged.MergeFrom(options);
            merged.DeleteBeforeReplace = options?.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.ImportId = options?.ImportId ?? merged.ImportId;
            merged.AdditionalSecretOutputs.AddRange(options?._additionalSecretOutputs ?? []);
        }
        return merged;
    }
}
