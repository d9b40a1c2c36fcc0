using Engine.Deployments;
using Engine.Display;
using Engine.Handlers;
using Engine.Protocol;
using Engine.Providers;
using Engine.Runs;
using Engine.State;
using Spectre.Console;

namespace Engine.Cli;

/// <summary>The runs of one command: each is the engine over the stack, shown by a display.</summary>
internal sealed class DeployRuns(ProgramHost host, StackSession session, Verb verb, DeploySettings settings,
    TextWriter output, Interrupts interrupts) : IAsyncDisposable
{
    private readonly ProviderRegistry _registry = Packages.Registry();
    private Replay? _preview;

    /// <summary>Closes what the providers hold open.</summary>
    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    /// <summary>Shows what would be done.</summary>
    public async Task<DeploymentResult> PreviewAsync()
    {
        return await ShowAsync(verb.Previewing, dryRun: true, run => RunAsync(run, null));
    }

    /// <summary>Does it.</summary>
    public async Task<DeploymentResult> ApplyAsync()
    {
        var started = TimeProvider.System.GetUtcNow();
        var result = await ApplyToAsync();
        AddHistory(started, result);
        if (verb == Verb.Destroy && result.Succeeded && settings.Deployment is { Targets.Count: 0, Excludes.Count: 0 })
            await output.WriteLineAsync(
                "The resources in the stack have been deleted, but the history and configuration "
                + "associated with the stack are still maintained.\n"
                + $"If you want to remove the stack completely, run `pulumi stack rm {session.StackName}`.");
        return result;
    }

    private async Task<DeploymentResult> ApplyToAsync()
    {
        // The history takes a copy of the state file, which is only complete when the store is closed.
        using var store = session.OpenStore();
        return await ShowAsync(verb.Running, dryRun: false, run => RunAsync(run, store));
    }

    /// <summary>Shows the run that would have changed nothing, and therefore does not take place.</summary>
    public void ShowUnchanged(DeploymentResult preview)
    {
        using var lines = Lines();
        var display = Display(verb.Running, dryRun: false, lines);
        display.Begin();
        _preview!.To(display);
        display.End(preview, TimeSpan.Zero);
        AddHistory(TimeProvider.System.GetUtcNow(), preview);
    }

    private void AddHistory(DateTimeOffset started, DeploymentResult result) => session.AddHistory(verb.Kind, started,
        result.Succeeded, result.Counts.ToDictionary(item => item.Key.Op(), item => item.Value), settings.Message);

    /// <summary>Shows the last preview in full.</summary>
    public void ShowDetails(DeploymentResult preview)
    {
        using var lines = Lines();
        var display = new DiffDisplay(Header(verb.Previewing, dryRun: true), lines);
        _preview!.To(display);
        display.End(preview, TimeSpan.Zero);
    }

    /// <summary>The run, after a refresh where the command line says so; in a preview that stays in memory.</summary>
    private async Task<DeploymentResult> RunAsync(DeploymentRun run, ISnapshotStore? store)
    {
        var snapshot = session.Snapshot;
        if (settings.Refresh)
        {
            var first = new DeploymentRun(run.Program, run.Options, run.Events, run.Stop, run.Cut);
            var refreshed = await RefreshRunner.RunAsync(first, snapshot, _registry, store, first: true);
            if (!refreshed.Succeeded)
                return refreshed;
            snapshot = refreshed.Snapshot;
        }
        return await (verb == Verb.Destroy ? DestroyRunner.RunAsync(run, snapshot, _registry, store)
            : verb == Verb.Refresh
                ? RefreshRunner.RunAsync(run, snapshot, _registry, store, settings.ClearPendingCreates)
            : UpdateRunner.RunAsync(host, run, snapshot, _registry, store));
    }

    private async Task<DeploymentResult> ShowAsync(
        string title, bool dryRun, Func<DeploymentRun, Task<DeploymentResult>> action)
    {
        using var lines = Lines();
        var display = Display(title, dryRun, lines);
        _preview = new Replay(display);
        var run = new DeploymentRun(
            session.ProgramSettings(dryRun), settings.Deployment, dryRun ? _preview : display, interrupts.Stop,
            interrupts.Cut);
        display.Begin();
        var result = await action(run);
        display.End(result, run.Clock.Elapsed);
        return result;
    }

    private RunDisplay Display(string title, bool dryRun, BufferedLines lines)
    {
        var header = Header(title, dryRun);
        return settings.Json ? new PreviewJson(header, output, session.Filter.Apply, session.ShownConfiguration())
            : settings.Diff ? new DiffDisplay(header, lines)
            : settings.Interactive ? new TreeDisplay(header, AnsiConsole.Console, lines)
            : new LineDisplay(header, lines);
    }

    private BufferedLines Lines() => new(output, session.Filter.Apply) { Color = settings.Color };

    private RunHeader Header(string title, bool dryRun) =>
        new(title, session.StackName, Urns.Stack(session.StackName, session.Project.Name), dryRun);
}
