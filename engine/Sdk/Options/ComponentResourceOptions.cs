namespace Pulumi;

/// <inheritdoc/>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    /// <summary>Explicit providers for the resources below, one a package; not together with Provider.</summary>
    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    /// <summary>New options of both: lists are joined, and single values of the second win.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            merged.MergeFrom(options);
            merged.Providers.AddRange(options?._providers ?? []);
        }
        return merged;
    }
}
