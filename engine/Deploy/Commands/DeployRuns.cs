using Engine.Cli;
using Engine.Display;
using Engine.Protocol;
using Engine.Providers;
using Engine.State;

namespace Engine.Deploy;

/// <summary>The runs of one command: each is the engine over the stack, shown by a display.</summary>
internal sealed class DeployRuns(ProgramHost host, StackSession session, Verb verb, DeploySettings settings,
    TextWriter output, CancellationToken cancellation)
{
    private readonly ProviderRegistry _registry = ProviderRegistry.BuiltIn();

    /// <summary>Shows what would be done.</summary>
    public async Task<DeploymentResult> PreviewAsync()
    {
        var snapshot = await RefreshedAsync(null);
        return await ShowAsync(verb.Previewing, dryRun: true, run => verb.Name switch
        {
            "destroy" => DestroyRunner.RunAsync(run, snapshot, _registry, null),
            "refresh" => RefreshRunner.RunAsync(run, snapshot, _registry, null, settings.ClearPendingCreates),
            _ => UpdateRunner.RunAsync(host, run, snapshot, _registry, null),
        });
    }

    public void ShowDetails()
    {
    }

    /// <summary>Does it.</summary>
    public async Task<DeploymentResult> ApplyAsync()
    {
        var store = session.OpenStore();
        var snapshot = await RefreshedAsync(store);
        return await ShowAsync(verb.Running, dryRun: false, run => verb.Name switch
        {
            "destroy" => DestroyRunner.RunAsync(run, snapshot, _registry, store),
            "refresh" => RefreshRunner.RunAsync(run, snapshot, _registry, store, settings.ClearPendingCreates),
            _ => UpdateRunner.RunAsync(host, run, snapshot, _registry, store),
        });
    }

    /// <summary>The state, refreshed first where the command line says so; in a preview only in memory.</summary>
    private async Task<Snapshot> RefreshedAsync(ISnapshotStore? store)
    {
        if (!settings.Refresh)
            return session.Snapshot;
        var run = new DeploymentRun(Options(store is null), new QuietEvents(), cancellation);
        var result = await RefreshRunner.RunAsync(run, session.Snapshot, _registry, store, forgetCreates: false);
        return result.Succeeded ? result.Snapshot : throw new EngineException("refresh failed");
    }

    private async Task<DeploymentResult> ShowAsync(
        string title, bool dryRun, Func<DeploymentRun, Task<DeploymentResult>> action)
    {
        var options = Options(dryRun);
        using var lines = new BufferedLines(output, session.Filter.Apply);
        var display = new LineDisplay(new RunHeader(title, session.StackName, options.StackUrn, dryRun), lines);
        var run = new DeploymentRun(options, display, cancellation);
        display.Begin();
        var result = await action(run);
        display.End(result, run.Clock.Elapsed);
        return result;
    }

    private DeploymentOptions Options(bool dryRun) => new()
    {
        Program = session.ProgramSettings(dryRun),
        Parallel = settings.Parallel,
        ContinueOnError = settings.ContinueOnError,
        Targets = settings.Targets,
        TargetDependents = settings.TargetDependents,
    };
}
