using Engine.Sdk;

namespace Pulumi;

/// <summary>What a running program may know of its deployment, and the functions it may call.</summary>
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

    /// <summary>Calls a function of a provider; unknown where an argument is.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(new Invocation(_run, token, args, options).RunAsync<T>());

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(new Invocation(_run, token, args, options).RunAsync<T>());

    /// <summary>Calls a function of a provider with arguments that are known.</summary>
    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await new Invocation(_run, token, args, options).RunAsync<T>().ConfigureAwait(false)).Value;

    /// <inheritdoc cref="InvokeAsync{T}"/>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeAsync<object>(token, args, options);
}
