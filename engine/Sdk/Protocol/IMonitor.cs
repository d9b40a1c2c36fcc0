using Engine.Properties;

namespace Engine.Protocol;

/// <summary>
/// What a running program may ask of whoever runs it: the deployment engine, or the mocks of a unit test. The
/// in-process counterpart of Pulumi's ResourceMonitor and Engine services.
/// </summary>
internal interface IMonitor
{
    /// <summary>
    /// Announces a resource and waits until the engine has brought it to the wanted state (or, in a preview, has
    /// decided what would happen).
    /// </summary>
    /// <exception cref="DeploymentFailedException">
    /// The engine has logged an error already; the program should end.
    /// </exception>
    Task<RegisterResourceResult> RegisterResourceAsync(RegisterResourceRequest request);

    /// <summary>Stores the outputs of a component or of the stack.</summary>
    Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs);

    void Log(LogSeverity severity, string message, string? urn);
}

internal enum LogSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>A resource as the program wants it (Pulumi's "goal"). A null option was not set by the program.</summary>
internal sealed record RegisterResourceRequest
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>False for components, which have no provider and no id.</summary>
    public required bool Custom { get; init; }

    /// <summary>URN of the parent; null only for the stack itself.</summary>
    public string? Parent { get; init; }

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>For each input, the URNs of the custom resources its value came from.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>All dependencies, components already expanded to their custom children.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>Reference (URN::id) of an explicit provider, or null for the package's default one.</summary>
    public string? Provider { get; init; }

    /// <summary>Provider references by package that a component's children inherit.</summary>
    public IReadOnlyDictionary<string, string> Providers { get; init; } = new Dictionary<string, string>();

    /// <summary>Package version that the SDK class was made for.</summary>
    public string? Version { get; init; }

    public bool? Protect { get; init; }

    public bool? RetainOnDelete { get; init; }

    public bool? DeleteBeforeReplace { get; init; }

    public string? DeletedWith { get; init; }

    public string? ImportId { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>URNs under which the resource may stand in an older state.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public CustomTimeoutsValue? CustomTimeouts { get; init; }
}

/// <summary>Seconds allowed for each operation; null where the provider's default holds.</summary>
internal sealed record CustomTimeoutsValue(double? Create, double? Update, double? Delete);

/// <summary>
/// What became of a registration. Id is null for components, and PropertyValue.Computed semantics apply to a custom
/// resource that a preview would create: then Id is null too.
/// </summary>
internal sealed record RegisterResourceResult(string Urn, string? Id, PropertyMap Outputs);

/// <summary>The engine has reported the failure to the user; nobody should report it again.</summary>
internal sealed class DeploymentFailedException() : Exception("the deployment failed; the engine has reported why")
{
    /// <summary>Exit code of a program that failed so, or whose failure the log has told.</summary>
    public const int ExitCode = 32;
}
