using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.State;

namespace Engine.Planning;

/// <summary>A resource as it shall be: the program's request plus what it inherits from its parent.</summary>
internal sealed record Goal(RegisterResourceRequest Request, string Urn)
{
    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    public string? DeletedWith { get; init; }

    /// <summary>Provider reference, URN::id; null for components and for providers themselves.</summary>
    public string? Provider { get; init; }

    public bool Custom => Request.Custom;

    public ResourceRef Ref => new(Urn, Request.Type, Request.Name);

    public PropertyMap Inputs => Request.Inputs;

    /// <summary>
    /// The diff with every change a replacement that the program's replaceOnChanges names. It blames the whole property
    /// only where that is named itself.
    /// </summary>
    public static DiffResult Replacing(IReadOnlyList<string> replaceOnChanges, DiffResult diff)
    {
        if (replaceOnChanges.Count == 0 || diff.Changes.Count == 0)
            return diff;
        var patterns = replaceOnChanges.Select(PropertyPath.Parse).ToList();
        return diff with
        {
            Changes = diff.Changes.ToDictionary(change => change.Key, change => change.Value with
            {
                Replace = change.Value.Replace || Named(PropertyPath.Parse(change.Key)),
            }),
            ReplaceKeys = [.. diff.ReplaceKeys.Select(Root)
                .Union(diff.Changes.Keys.Select(Root).Where(root => Named(PropertyPath.OfName(root))))],
        };

        bool Named(PropertyPath path) => patterns.Any(pattern => pattern.Contains(path));

        static string Root(string path) => PropertyPath.Parse(path).Root;
    }

    public ResourceState ToState(PropertyMap inputs) => new()
    {
        Urn = Urn,
        Type = Request.Type,
        Custom = Request.Custom,
        Inputs = inputs,
        Parent = Request.Parent,
        Protect = Protect,
        RetainOnDelete = RetainOnDelete,
        DeletedWith = DeletedWith,
        Provider = Provider,
        Dependencies = Request.Dependencies,
        PropertyDependencies = Request.Custom ? DependenciesOfEveryInput() : Request.PropertyDependencies,
        AdditionalSecretOutputs = Request.AdditionalSecretOutputs,
        CustomTimeouts = Request.CustomTimeouts,
        ImportId = Request.ImportId,
        IgnoreChanges = Request.IgnoreChanges,
        ReplaceOnChanges = Request.ReplaceOnChanges,
    };

    /// <summary>The program's inputs only: the version of a provider is the engine's own addition.</summary>
    private Dictionary<string, IReadOnlyList<string>> DependenciesOfEveryInput() => Request.Inputs.Keys
        .Where(key => !Urns.IsDefaultProvider(Urn) && (key != "version" || !Urns.IsProvider(Request.Type)))
        .ToDictionary(key => key, key => Request.PropertyDependencies.GetValueOrDefault(key, []));
}
