using Engine.Deployments;
using Engine.Execution;
using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Runs;

/// <summary>Runs a program against the engine: a preview or an update.</summary>
internal static class UpdateRunner
{
    /// <summary>How long a stopped program may take to end once the engine does nothing for it any more.</summary>
    private static readonly TimeSpan TimeToNotice = TimeSpan.FromSeconds(2);

    /// <param name="store">Where the state is written; null exactly in a preview.</param>
    public static async Task<DeploymentResult> RunAsync(ProgramHost host, DeploymentRun run, Snapshot snapshot,
        ProviderRegistry registry, ISnapshotStore? store)
    {
        var olds = new OldState(snapshot);
        var journal = new SnapshotJournal(olds, store);
        var providers = new ProviderTable(registry, olds);
        var executor = new StepExecutor(run, journal, providers);
        var monitor = new DeploymentMonitor(run, olds, journal, providers, executor);
        run.WarnOfInterrupted(snapshot);

        ProgramEnvironment.Publish(run.Program);
        var exitCode = await EndAsync(Task.Run(() => host.RunAsync(monitor, run.Program)), run, monitor);
        await monitor.DrainAsync();
        if (exitCode == DeploymentFailedException.ExitCode && !run.Failed)
            run.Fail(null, "the program failed without saying why");
        else if (exitCode != 0 && exitCode != DeploymentFailedException.ExitCode)
            run.Fail(null, $"an unhandled error occurred: Program exited with non-zero exit code: {exitCode}");

        if (!run.Stopped && run.FailedOperations is { } failed)
        {
            var needed = NeededBy(failed, olds);
            List<ResourceState> unwanted = [.. journal.Remaining.Where(state => !needed.Contains(state.Urn))];
            await new DeletePhase(run, olds, executor).RunAsync(unwanted, monitor.ReplacementOf);
            run.FindTargets(run.Options.Targets, olds, urn => journal.Find(urn) is not null);
        }
        // Only now is it known whether the run failed; then it knows only part of the stack's outputs.
        if (run.Failed && journal.Find(run.StackUrn) is { } stack)
            journal.SetOutputs(stack.Urn, (olds.Find(stack.Urn)?.Outputs ?? PropertyMap.Empty).Merge(stack.Outputs));
        return await run.EndAsync(journal);
    }

    /// <summary>
    /// The program's exit code. One that waits for what will never come (for itself, say) hears of no failed
    /// registration: when the run is stopped, it is left behind as soon as none of its steps runs.
    /// </summary>
    private static async Task<int> EndAsync(Task<int> program, DeploymentRun run, DeploymentMonitor monitor)
    {
        await Task.WhenAny(program, Task.Delay(Timeout.InfiniteTimeSpan, run.Stop));
        if (!program.IsCompleted)
        {
            await monitor.DrainAsync();
            await Task.WhenAny(program, Task.Delay(TimeToNotice));
        }
        if (program.IsCompleted)
            return await program;
        run.Fail(null, "the program did not end by itself when it was stopped");
        return DeploymentFailedException.ExitCode;
    }

    /// <summary>What a failed resource and whatever hangs on it need: nobody knows what the program made of that.</summary>
    private static IReadOnlySet<string> NeededBy(IReadOnlyCollection<string> failed, OldState olds) =>
        olds.WithNeeds(failed.Concat(olds.TransitiveDependents(failed).Select(state => state.Urn)));
}
