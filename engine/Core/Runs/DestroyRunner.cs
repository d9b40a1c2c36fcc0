using Engine.Deployments;
using Engine.Execution;
using Engine.Handlers;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Runs;

/// <summary>Takes a stack down from its state alone, without running the program.</summary>
internal static class DestroyRunner
{
    /// <param name="store">Where the state is written; null exactly in a preview.</param>
    public static async Task<DeploymentResult> RunAsync(
        DeploymentRun run, Snapshot snapshot, ProviderRegistry registry, ISnapshotStore? store)
    {
        var olds = new OldState(snapshot);
        var journal = new SnapshotJournal(olds, store);
        var executor = new StepExecutor(run, journal, new ProviderTable(registry, olds));
        run.WarnOfInterrupted(snapshot);
        await new DeletePhase(run, olds, executor).RunAsync(snapshot.Resources, _ => null);
        run.FindTargets(run.Options.Targets, olds, _ => false);
        return await run.EndAsync(journal);
    }
}
