using System.Diagnostics;
using Engine.Protocol;
using Engine.Providers;
using Engine.State;

namespace Engine.Deploy;

/// <summary>Reads every resource as it is now and takes that over into the state.</summary>
internal static class RefreshRunner
{
    /// <param name="store">Where the state is written; null exactly in a preview.</param>
    /// <param name="forgetCreates">Whether to forget creations of an interrupted run.</param>
    public static async Task<DeploymentResult> RunAsync(DeploymentRun run, Snapshot snapshot,
        ProviderRegistry registry, ISnapshotStore? store, bool forgetCreates)
    {
        var olds = new OldState(snapshot);
        var journal = new SnapshotJournal(olds, store);
        var refresh = new Refresh(run, new ProviderTable(registry, olds), new TargetSet(run.Options.Targets));
        var pending = snapshot.PendingOperations.Where(operation => operation.Kind == PendingOperationKind.Creating);
        if (forgetCreates)
            journal.ForgetInterrupted();
        else if (pending.Any())
            run.WarnOfInterrupted(snapshot);

        var reads = await Task.WhenAll(snapshot.Resources.Select(refresh.ReadAsync));
        journal.MarkAll(Changes(snapshot.Resources, reads));
        return await run.EndAsync(journal);
    }

    /// <summary>What differs from the old state; null in place of what is gone.</summary>
    private static List<(ResourceState Old, ResourceState? Changed)> Changes(
        IReadOnlyList<ResourceState> olds, IReadOnlyList<ResourceState?> reads)
    {
        var standing = new HashSet<string>();
        var changes = new List<(ResourceState Old, ResourceState? Changed)>();
        foreach (var (old, read) in olds.Zip(reads))
        {
            // A second one that stands, too, is left as it is.
            if (read is not null && !standing.Add(read.Urn) && !old.Delete)
                continue;
            var changed = read is null ? null : Pruned(read, standing);
            if (!ReferenceEquals(old, changed))
                changes.Add((old, changed));
        }
        return changes;
    }

    /// <summary>The state without references to what is gone and without empty entries.</summary>
    private static ResourceState Pruned(ResourceState state, HashSet<string> standing)
    {
        var dangling = state.References().Any(urn => !standing.Contains(urn));
        if (!dangling && state.PropertyDependencies.Values.All(urns => urns.Count > 0))
            return state;
        return state with
        {
            Dependencies = [.. state.Dependencies.Where(standing.Contains)],
            Parent = state.Parent is { } parent && standing.Contains(parent) ? parent : null,
            DeletedWith = state.DeletedWith is { } holder && standing.Contains(holder) ? holder : null,
            PropertyDependencies = state.PropertyDependencies
                .Select(item => (item.Key, Value: item.Value.Where(standing.Contains).ToList()))
                .Where(item => item.Value.Count > 0)
                .ToDictionary(item => item.Key, item => (IReadOnlyList<string>)item.Value),
        };
    }

    private sealed class Refresh(DeploymentRun run, ProviderTable providers, TargetSet targets)
    {
        private readonly SemaphoreSlim _slots = new(run.Options.Parallel);

        /// <summary>
        /// The resource as it is; itself where there is nothing to read or reading failed; null if gone.
        /// </summary>
        public async Task<ResourceState?> ReadAsync(ResourceState old)
        {
            if (old is not { Custom: true, Delete: false, PendingReplacement: false }
                || Urns.IsProvider(old.Type) || !targets.Allows(old.Urn))
            {
                run.Count(new Step(StepKind.Same, old, old));
                return old;
            }
            await _slots.WaitAsync();
            try
            {
                return run.Stopped ? old : await ReadNowAsync(old);
            }
            finally
            {
                _slots.Release();
            }
        }

        private async Task<ResourceState?> ReadNowAsync(ResourceState old)
        {
            var clock = Stopwatch.StartNew();
            var step = new Step(StepKind.Refresh, old, old);
            run.Events.StepStarted(step);
            try
            {
                var context = new OperationContext(
                    run.Options.DryRun, null, (_, line) => run.Events.Progress(old.Urn, line), run.Cut);
                var read = await providers.For(old).ReadAsync(
                    new ResourceRef(old.Urn, old.Type, old.Name), old.Id!, old.Inputs, old.Outputs, context);
                var state = read is null ? null : Merge(old, read);
                var outcome = state is null ? new Step(StepKind.Delete, old, null)
                    : ReferenceEquals(state, old) ? new Step(StepKind.Same, old, old)
                    : new Step(StepKind.Update, old, state)
                    {
                        Changes = InputDiff.Compare(old.Outputs, state.Outputs).Changes,
                    };
                run.Count(outcome);
                run.Events.StepSucceeded(step with { New = state, Changes = outcome.Changes }, clock.Elapsed);
                return state;
            }
            catch (Exception failure)
            {
                run.StepFailure(old.Urn, failure.Message);
                run.Events.StepFailed(step, clock.Elapsed);
                return old;
            }
        }

        private static ResourceState Merge(ResourceState old, ReadResult read)
        {
            var outputs = OutputSecrets.Protect(read.Outputs, read.Inputs, old.AdditionalSecretOutputs);
            return old.Id == read.Id && outputs.Equals(old.Outputs) && read.Inputs.Equals(old.Inputs)
                ? old
                : old with { Id = read.Id, Outputs = outputs, Inputs = read.Inputs };
        }
    }
}
