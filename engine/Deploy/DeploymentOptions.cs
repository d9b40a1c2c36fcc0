using Engine.Protocol;

namespace Engine.Deploy;

/// <summary>Circumstances of one run of the engine over one stack.</summary>
internal sealed record DeploymentOptions
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>Only decide and show; touch neither resources nor state.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Provider operations at the same time; default four per logical CPU.</summary>
    public int Parallel { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>Goes on with whatever does not depend on a failed resource.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>URNs, with <c>*</c> and <c>**</c> as wildcards, to which changes are limited; empty for no limit.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether a targeted delete takes along what depends on the target.</summary>
    public bool TargetDependents { get; init; }

    /// <summary>Settings that the program reads, and <c>package:key</c> ones that configure default providers.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> ConfigSecretKeys { get; init; } = [];

    public string RootDirectory { get; init; } = Environment.CurrentDirectory;

    public string StackUrn => Urns.Stack(Stack, Project);

    public ProgramSettings ProgramSettings => new()
    {
        Project = Project,
        Stack = Stack,
        RootDirectory = RootDirectory,
        DryRun = DryRun,
        Config = Config,
        ConfigSecretKeys = ConfigSecretKeys,
    };
}
