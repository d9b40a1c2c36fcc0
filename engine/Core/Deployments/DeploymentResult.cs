using Engine.State;

namespace Engine.Deployments;

/// <summary>How a run of the engine ended.</summary>
/// <param name="Counts">Counted steps by kind; default providers are not counted.</param>
/// <param name="StateChanged">Whether the state differs, or in a preview would differ, from before.</param>
internal sealed record DeploymentResult(
    bool Succeeded, IReadOnlyDictionary<StepKind, int> Counts, bool StateChanged, Snapshot Snapshot)
{
    /// <summary>Whether any counted step is more than a look.</summary>
    public bool HasChanges => Counts.Keys.Any(kind => kind != StepKind.Same);
}
