using Engine.Deployments;

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

    public bool ClearPendingCreates { get; init; }

    public string Message { get; init; } = "";

    public DeploymentOptions Deployment { get; init; } = new();
}
