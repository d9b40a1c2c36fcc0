using Engine.Protocol;

namespace Engine.Deploy;

/// <summary>Runs deletions in reverse dependency order, independent ones at the same time.</summary>
internal sealed class DeletePhase(StepExecutor executor)
{
    /// <param name="steps">Deletions in the order of the state: whatever a resource needs stands before it.</param>
    public async Task RunAsync(IReadOnlyList<Step> steps)
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
