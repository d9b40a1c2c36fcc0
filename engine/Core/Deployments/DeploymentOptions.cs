namespace Engine.Deployments;

/// <summary>What an operator may say about a deployment.</summary>
internal sealed record DeploymentOptions
{
    /// <summary>Provider operations at the same time; default four per logical CPU.</summary>
    public int Parallel { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>Goes on with whatever does not depend on a failed resource.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>
    /// URNs, with <c>*</c> and <c>**</c> as wildcards, to which changes are limited; empty for no limit.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether what depends on a target is one, too.</summary>
    public bool TargetDependents { get; init; }

    /// <summary>URNs, with the same wildcards, that are left as they are.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Whether what depends on something left as it is stays so, too.</summary>
    public bool ExcludeDependents { get; init; }
}
