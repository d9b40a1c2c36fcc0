using Engine.Properties;
using Engine.Protocol;

namespace Engine.State;

/// <summary>A resource as it stands in the state (Pulumi's checkpoint resource, apitype.ResourceV3).</summary>
internal sealed record ResourceState
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required bool Custom { get; init; }

    /// <summary>Provider's id; null for components.</summary>
    public string? Id { get; init; }

    /// <summary>True for an instance that a replacement left behind and that is still to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>True where the instance was deleted before its replacement was created.</summary>
    public bool PendingReplacement { get; init; }

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    public string? Parent { get; init; }

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    public bool External { get; init; }

    /// <summary>The id that the program imports the resource by; it goes on saying so afterwards.</summary>
    public string? ImportId { get; init; }

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<string> InitErrors { get; init; } = [];

    /// <summary>Provider reference, URN::id; null for components and providers.</summary>
    public string? Provider { get; init; }

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    public CustomTimeoutsValue? CustomTimeouts { get; init; }

    public string? DeletedWith { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>Last part of the URN: the logical name.</summary>
    public string Name => Urns.Name(Urn);
}
