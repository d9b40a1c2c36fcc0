using System.Diagnostics;
using Engine.Deployments;
using Engine.Execution;
using Engine.Handlers;
using Engine.Planning;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Runs;

/// <summary>Reads every resource as it is now and takes that over into the state.</summary>
internal static class RefreshRunner
{
    /// <param name="store">Where the state is written; null exactly in a preview.</param>
    /// <param name="forgetCreates">Whether to forget creations of an interrupted run.</param>
    /// <param name="first">Whether something else follows, in which what was found is no news any more.</param>
    public static async Task<DeploymentResult> RunAsync(DeploymentRun run, Snapshot snapshot,
        ProviderRegistry registry, ISnapshotStore? store, bool forgetCreates = false, bool first = false)
    {
        var olds = new OldState(snapshot);
        var journal = new SnapshotJournal(olds, store);
        var refresh = new Refresh(run, new ProviderTable(registry, olds), new TargetSet(run.Options), first);
        var pending = snapshot.PendingOperations.Where(operation => operation.Kind == PendingOperationKind.Creating);
        if (forgetCreates)
            journal.ForgetInterrupted();
        else if (pending.Any())
            run.WarnOfInterrupted(snapshot);

        if (!run.FindTargets([.. run.Options.Targets, .. run.Options.Excludes], olds, _ => false))
            return await run.EndAsync(journal);

        var reads = await Task.WhenAll(snapshot.Resources.Select(refresh.ReadAsync));
        journal.MarkAll(Changes(snapshot.Resources, reads));
        return await run.EndAsync(journal);
    }

    /// <summary>What differs from the old state; null in place of what is gone.</summary>
    private static List<(ResourceState Old, ResourceState? Changed)> Changes(
        IReadOnlyList<ResourceState> olds, IReadOnlyList<ResourceState?> reads)
    {
        var standing = new HashSet<string>();
        var heirs = new Dictionary<string, string?>();
        var changes = new List<(ResourceState Old, ResourceState? Changed)>();
        foreach (var (old, read) in olds.Zip(reads))
        {
            // A second one that stands, too, is left as it is.
            if (read is not null && !standing.Add(read.Urn) && !old.Delete)
                continue;
            // Whose parent is gone becomes its parent's parent's child; one that is gone itself has been seen to before.
            var parent = old.Parent is { } named && !standing.Contains(named) ? heirs.GetValueOrDefault(named) : old.Parent;
            heirs[old.Urn] = parent;
            var changed = read is null ? null : Pruned(read, standing) with { Parent = parent };
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
            DeletedWith = state.DeletedWith is { } holder && standing.Contains(holder) ? holder : null,
            PropertyDependencies = state.PropertyDependencies
                .Select(item => (item.Key, Value: item.Value.Where(standing.Contains).ToList()))
                .Where(item => item.Value.Count > 0)
                .ToDictionary(item => item.Key, item => (IReadOnlyList<string>)item.Value),
        };
    }

    private sealed class Refresh(DeploymentRun run, ProviderTable providers, TargetSet targets, bool first)
    {
        private readonly SemaphoreSlim _slots = new(run.Options.Parallel);

        /// <summary>
        /// The resource as it is; itself where there is nothing to read or reading failed; null if gone.
        /// </summary>
        public async Task<ResourceState?> ReadAsync(ResourceState old)
        {
            if (!targets.Reads(old))
                return old;
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
                var state = Changes(old) ? await ReadAgainAsync(old) : old;
                var outcome = Outcome(old, state);
                run.Count(outcome);
                run.Events.StepSucceeded(first ? outcome with { Kind = StepKind.Refresh } : outcome, clock.Elapsed);
                return state;
            }
            catch (Exception failure)
            {
                run.OperationRefused(old.Urn, failure.Message);
                run.Events.StepFailed(step, clock.Elapsed);
                return old;
            }
        }

        /// <summary>Whether there is something out there that may have changed.</summary>
        private static bool Changes(ResourceState old) =>
            old is { Custom: true, PendingReplacement: false } && !Urns.IsProvider(old.Type);

        private async Task<ResourceState?> ReadAgainAsync(ResourceState old)
        {
            var context = new OperationContext(
                run.DryRun, null, (_, line) => run.Events.Progress(old.Urn, line), run.Cut);
            var read = await providers.For(old).ReadAsync(old.Id!, old.Inputs, old.Outputs, context);
            if (read is null)
                return null;
            var outputs = OutputSecrets.Protect(read.Outputs, read.Inputs, old.AdditionalSecretOutputs);
            return old.Id == read.Id && outputs.Equals(old.Outputs) && read.Inputs.Equals(old.Inputs) ? old : old with
            {
                Id = read.Id,
                Outputs = outputs,
                Inputs = read.Inputs,
                Modified = TimeProvider.System.GetUtcNow(),
            };
        }

        /// <summary>
        /// What the refresh amounts to: a change is what an update without a changed program would undo, seen from the
        /// other side. What merely became of outputs is taken over and is none.
        /// </summary>
        private Step Outcome(ResourceState old, ResourceState? state)
        {
            if (state is null)
                return new Step(StepKind.Delete, old, null);
            if (!Changes(old))
                return new Step(StepKind.Same, old, state);
            var diff = providers.For(old).Diff(state.Inputs, state.Outputs, old.Inputs);
            return !diff.HasChanges ? new Step(StepKind.Same, old, state) : new Step(StepKind.Update, old, state)
            {
                Diff = diff with
                {
                    Changes = diff.Changes.ToDictionary(change => change.Key, change => new PropertyDiff(
                        change.Value.Kind switch
                        {
                            DiffKind.Add => DiffKind.Delete,
                            DiffKind.Delete => DiffKind.Add,
                            var update => update,
                        })),
                },
            };
        }
    }
}
