using Engine.Protocol;

namespace Engine.Deployments;

/// <summary>Circumstances of one run of the engine over one stack.</summary>
internal sealed record DeploymentOptions
{
    /// <summary>What the program is told; also says which stack this is, and whether to only decide and show.</summary>
    public required ProgramSettings Program { get; init; }

    public string Project => Program.Project;

    public string Stack => Program.Stack;

    /// <summary>Touch neither resources nor state.</summary>
    public bool DryRun => Program.DryRun;

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

    public string StackUrn => Urns.Stack(Stack, Project);
}
