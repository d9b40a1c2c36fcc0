using Engine.Sdk;

namespace Pulumi;

/// <summary>What a running program may know of its deployment.</summary>
public class DeploymentInstance
{
    private readonly ProgramRun _run;

    internal DeploymentInstance(ProgramRun run) => _run = run;

    public string OrganizationName => _run.Settings.Organization;

    public string ProjectName => _run.Settings.Project;

    public string StackName => _run.Settings.Stack;

    /// <summary>The directory of Pulumi.yaml.</summary>
    public string RootDirectory => _run.Settings.RootDirectory;

    /// <summary>Whether this is a preview, in which nothing is changed.</summary>
    public bool IsDryRun => _run.Settings.DryRun;
}
