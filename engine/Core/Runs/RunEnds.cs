using Engine.Deployments;
using Engine.Planning;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Runs;

/// <summary>What all kinds of run do at their beginning and end.</summary>
internal static class RunEnds
{
    private const string UnknownState =
        "These resources are in an unknown state because the Pulumi CLI was interrupted while waiting for changes to "
        + "these resources to complete. You should confirm whether or not the operations listed completed successfully "
        + "by checking the state of the appropriate provider. For example, if you are using AWS, you can confirm using "
        + "the AWS Console.\n\n"
        + "Once you have confirmed the status of the interrupted operations, you can repair your stack using "
        + "`pulumi refresh` which will refresh the state from the provider you are using and clear the pending "
        + "operations if there are any.\n\n"
        + "Note that `pulumi refresh` will need to be run interactively to clear pending CREATE operations.";

    /// <summary>Says which operations an earlier run was in when it was killed.</summary>
    public static void WarnOfInterrupted(this DeploymentRun run, Snapshot snapshot)
    {
        // A preview does nothing that they could be in the way of.
        if (snapshot.PendingOperations.Count == 0 || run.DryRun)
            return;
        var operations = string.Concat(snapshot.PendingOperations.Select(operation =>
            $"  * {operation.Resource.Urn}, interrupted while {operation.Kind.ToString().ToLowerInvariant()}\n"));
        run.Events.Diagnostic(LogSeverity.Warning,
            $"Attempting to deploy or update resources with {snapshot.PendingOperations.Count} pending operations from "
            + $"previous deployment.\n{operations}{UnknownState}", null);
    }

    /// <summary>Reports every target that is not there; false where there is one.</summary>
    /// <param name="registered">Whether the program has it.</param>
    public static bool FindTargets(
        this DeploymentRun run, IEnumerable<string> targets, OldState olds, Func<string, bool> registered)
    {
        var known = olds.Snapshot.Resources.Select(state => state.Urn).ToHashSet();
        var unknown = TargetSet.Unknown(targets, urn => known.Contains(urn) || registered(urn)).ToList();
        unknown.ForEach(message => run.Fail(null, message));
        return unknown.Count == 0;
    }

    /// <summary>Makes the state durable, states the run's fate, and sums it up.</summary>
    public static async Task<DeploymentResult> EndAsync(this DeploymentRun run, SnapshotJournal journal)
    {
        try
        {
            await journal.FlushAsync();
        }
        catch (Exception failure)
        {
            run.StepFailure(null, $"the state could not be saved: {failure.Message}");
        }
        var kind = run.DryRun ? "preview" : "update";
        if (run.StepFailed)
            run.Events.Diagnostic(LogSeverity.Error, $"{kind} failed", null);
        else if (run.Stop.IsCancellationRequested)
            run.Events.Diagnostic(LogSeverity.Error, $"{kind} canceled", null);
        return new DeploymentResult(!run.Failed, run.Counts, journal.Changed, journal.Snapshot);
    }
}
