namespace Pulumi;

/// <summary>How a resource is managed, apart from its inputs. Null means not set.</summary>
public abstract class ResourceOptions
{
    private InputList<Resource>? _dependsOn;
    private List<string>? _ignoreChanges;
    private List<string>? _replaceOnChanges;
    private List<ResourceTransformation>? _transformations;
    private List<Input<Alias>>? _aliases;

    private protected ResourceOptions()
    {
    }

    /// <summary>Id of an existing resource to look up, not to manage; the embedded engine has no support.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The component the resource belongs to; the stack by default.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources to wait for beyond those the inputs come from; a component means all in it.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    /// <summary>Whether deleting the resource is refused; inherited from the parent.</summary>
    public bool? Protect { get; set; }

    /// <summary>Paths of inputs whose changes are not acted upon.</summary>
    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    /// <summary>Version of the package that the resource class was made for.</summary>
    public string? Version { get; set; }

    /// <summary>The explicit provider; by default the parent's of the package, or else the package's own.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long each operation may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Functions that may change args and options of this resource and of all below it.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _transformations ??= [];
        set => _transformations = value;
    }

    /// <summary>Earlier identities of the resource, so that a rename is not a replacement.</summary>
    public List<Input<Alias>> Aliases
    {
        get => _aliases ??= [];
        set => _aliases = value;
    }

    /// <summary>Paths of inputs whose changes replace the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    /// <summary>Where the real engine downloads the package's plugin from; the embedded one has it built in.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether deleting the resource only forgets it.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>Another resource whose deletion takes this one with it.</summary>
    public Resource? DeletedWith { get; set; }

    internal bool HasDependsOn => _dependsOn is not null;

    /// <summary>Takes over what the other options set: lists are appended, single values win.</summary>
    private protected void MergeFrom(ResourceOptions? other)
    {
        if (other is null)
            return;
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        if (other._dependsOn is { } dependsOn)
            DependsOn = _dependsOn is null ? dependsOn : _dependsOn.Concat(dependsOn);
        IgnoreChanges.AddRange(other._ignoreChanges ?? []);
        ReplaceOnChanges.AddRange(other._replaceOnChanges ?? []);
        ResourceTransformations.AddRange(other._transformations ?? []);
        Aliases.AddRange(other._aliases ?? []);
    }
}
