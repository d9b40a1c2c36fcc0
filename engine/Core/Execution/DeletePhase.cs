using Engine.Deployments;
using Engine.Planning;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Execution;

/// <summary>Runs deletions in reverse dependency order, independent ones at the same time.</summary>
internal sealed class DeletePhase(DeploymentRun run, OldState olds, StepExecutor executor)
{
    private readonly TargetSet _targets = new(run.Options);

    /// <param name="states">What should go, in the order of the state: whatever a resource needs stands before it.</param>
    /// <param name="replacementOf">The step of this run that makes a URN's old instance go; null for none.</param>
    public async Task RunAsync(IReadOnlyList<ResourceState> states, Func<string, Step?> replacementOf)
    {
        var going = Going(states);
        var refused = RefuseUnnamed(going);
        // One that must stay is a reason to look again at all that would go; a preview shows what would, and why not.
        if (!run.DryRun && (refused || RefuseProtected(going)))
            return;
        await RunAsync(DeletePlan.For(going, replacementOf));
    }

    /// <summary>What --target and --exclude let go.</summary>
    private List<ResourceState> Going(IReadOnlyList<ResourceState> states)
    {
        var deletes = _targets.Deletes(olds);
        foreach (var state in states.Where(state => !deletes(state.Urn)))
            run.Count(new Step(StepKind.Same, state, state));
        return [.. states.Where(state => deletes(state.Urn))];
    }

    /// <summary>What cannot be without a target has to be one, too; true where something is not.</summary>
    private bool RefuseUnnamed(List<ResourceState> going)
    {
        var unnamed = going.Where(state => !run.Options.TargetDependents && !_targets.Names(state.Urn)).ToList();
        foreach (var state in unnamed)
            run.Refuse(state.Urn,
                $"Resource '{state.Urn}' will be destroyed but was not specified in --target list.\n"
                + "Either include resource in --target list or pass --target-dependents to proceed.");
        return unnamed.Count > 0;
    }

    /// <summary>Reports every protected resource among those to be deleted; true where there is one.</summary>
    private bool RefuseProtected(List<ResourceState> going)
    {
        var refused = going
            .Where(state => state is { Protect: true, Delete: false, PendingReplacement: false }).ToList();
        foreach (var state in refused)
            run.OperationRefused(state.Urn, DeletePlan.ProtectedMessage(state.Urn));
        return refused.Count > 0;
    }

    private async Task RunAsync(IReadOnlyList<Step> steps)
    {
        var dependents = Dependents(steps);
        var tasks = new Task<bool>[steps.Count];
        for (var index = steps.Count - 1; index >= 0; index--)
            tasks[index] = DeleteAfterAsync(steps[index], [.. dependents[index].Select(dependent => tasks[dependent])]);
        await Task.WhenAll(tasks);
    }

    /// <summary>Deletes once nothing depends on the resource any more; false where that did not come about.</summary>
    private async Task<bool> DeleteAfterAsync(Step step, Task<bool>[] dependents)
    {
        if ((await Task.WhenAll(dependents)).Contains(false))
            return false;
        try
        {
            await executor.ExecuteAsync(step);
            return true;
        }
        catch (DeploymentFailedException)
        {
            return false;
        }
    }

    /// <summary>
    /// For each step the steps that must come before it. Only references to earlier resources count: a leftover
    /// instance shares its URN with a newer one and would otherwise seem to be needed by it.
    /// </summary>
    private static List<int>[] Dependents(IReadOnlyList<Step> steps)
    {
        var byUrn = new Dictionary<string, List<int>>();
        var dependents = new List<int>[steps.Count];
        for (var index = 0; index < steps.Count; index++)
        {
            dependents[index] = [];
            foreach (var urn in steps[index].Old!.References().Distinct())
                if (byUrn.TryGetValue(urn, out var needed))
                    needed.ForEach(earlier => dependents[earlier].Add(index));
            byUrn.TryAdd(steps[index].Urn, []);
            byUrn[steps[index].Urn].Add(index);
        }
        // Default providers do not refer to the stack, which all the same goes last; it stands first.
        if (steps.Count > 0 && steps[0].Type == Urns.StackType)
            dependents[0] = [.. Enumerable.Range(1, steps.Count - 1)];
        return dependents;
    }
}
