namespace Engine.Cli;

/// <summary>What the command line says about a deployment.</summary>
internal sealed record DeploySettings
{
    public bool Interactive { get; init; }

    public bool Color { get; init; }

    public bool Yes { get; init; }

    public bool SkipPreview { get; init; }

    public bool PreviewOnly { get; init; }

    public bool Diff { get; init; }

    public bool Json { get; init; }

    public bool ExpectNoChanges { get; init; }

    public bool Refresh { get; init; }

    public bool ContinueOnError { get; init; }

    public bool ClearPendingCreates { get; init; }

    public bool TargetDependents { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    public bool ExcludeDependents { get; init; }

    public IReadOnlyList<string> Excludes { get; init; } = [];

    public int Parallel { get; init; }

    public string Message { get; init; } = "";
}
