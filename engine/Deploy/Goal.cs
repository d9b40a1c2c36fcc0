using Engine.Properties;
using Engine.Protocol;
using Engine.State;

namespace Engine.Deploy;

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

    /// <summary>The inputs with every property under ignoreChanges put back to its old value.</summary>
    public PropertyMap InputsAgainst(ResourceState old) =>
        PropertyPath.Reset(Request.IgnoreChanges, old.Inputs, Request.Inputs);

    public PropertyMap Inputs => Request.Inputs;

    /// <summary>Whether the program wants any of the changes to be a replacement.</summary>
    public bool ReplacesOn(IEnumerable<string> changes) => Matches(Request.ReplaceOnChanges, changes);

    public static bool Matches(IReadOnlyList<string> patterns, IEnumerable<string> changes)
    {
        if (patterns.Count == 0)
            return false;
        var parsed = patterns.Select(PropertyPath.Parse).ToList();
        return changes.Select(PropertyPath.Parse).Any(change => parsed.Any(pattern => pattern.Contains(change)));
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
        IgnoreChanges = Request.IgnoreChanges,
        ReplaceOnChanges = Request.ReplaceOnChanges,
    };

    /// <summary>The program's inputs only: the version of a provider is the engine's own addition.</summary>
    private Dictionary<string, IReadOnlyList<string>> DependenciesOfEveryInput() => Request.Inputs.Keys
        .Where(key => !Urns.IsDefaultProvider(Urn) && (key != "version" || !Urns.IsProvider(Request.Type)))
        .ToDictionary(key => key, key => Request.PropertyDependencies.GetValueOrDefault(key, []));
}
