using Engine.Providers;
using Engine.State;

namespace Engine.Deploy;

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
        var going = Targeted(run, olds);
        if (!run.Failed && !run.RefuseProtected(going))
            await new DeletePhase(executor).RunAsync(DeletePlan.For(going, _ => null));
        return await run.EndAsync(journal);
    }

    /// <summary>Everything, or the targets and with them whatever cannot be without them.</summary>
    private static IReadOnlyList<ResourceState> Targeted(DeploymentRun run, OldState olds)
    {
        var targets = new TargetSet(run.Options.Targets);
        var all = olds.Snapshot.Resources;
        if (targets.IsEmpty)
            return all;
        var chosen = all.Select(state => state.Urn).Where(targets.Contains).ToHashSet();
        foreach (var dependent in olds.TransitiveDependents(chosen))
            if (run.Options.TargetDependents)
                chosen.Add(dependent.Urn);
            else
                run.StepFailure(dependent.Urn,
                    $"Resource '{dependent.Urn}' depends on a resource that will be destroyed but "
                    + " was not specified in --target list.\n"
                    + "Either include resource in --target list or pass --target-dependents to proceed.");
        foreach (var state in all.Where(state => !chosen.Contains(state.Urn)))
            run.Count(new Step(StepKind.Same, state, state));
        return [.. all.Where(state => chosen.Contains(state.Urn))];
    }
}
