using Engine.Deployments;
using Engine.State;

namespace Engine.Planning;

/// <summary>A protected resource was to be deleted.</summary>
internal sealed class ProtectedException(string urn) : Exception(DeletePlan.ProtectedMessage(urn));

/// <summary>Decides what is deleted after the program has run, or by a destroy.</summary>
internal static class DeletePlan
{
    public static string ProtectedMessage(string urn) =>
        $"resource \"{urn}\" cannot be deleted\n"
        + "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in "
        + "your Pulumi program and run `pulumi up`, or use the command:\n"
        + $"`pulumi state unprotect '{urn}'`";

    /// <summary>One deletion for each state, in the given order.</summary>
    /// <param name="replacementOf">The step of this run that makes a URN's old instance go; null for none.</param>
    public static IReadOnlyList<Step> For(IReadOnlyList<ResourceState> states, Func<string, Step?> replacementOf)
    {
        var going = states.Select(state => state.Urn).ToHashSet();
        return [.. states.Select(state => state.Delete
            ? Replaced(state, replacementOf, going.Contains)
            : new Step(StepKind.Delete, state, null)
            {
                SkipsProvider = SkipsProvider(state, urn => going.Contains(urn) || replacementOf(urn) is not null),
            })];
    }

    /// <summary>The deletion of an instance whose place another one takes.</summary>
    /// <param name="goes">What else goes in the same run.</param>
    public static Step Replaced(
        ResourceState state, Func<string, Step?> replacementOf, Func<string, bool> goes) =>
        new(StepKind.DeleteReplaced, state, null)
        {
            Replacement = replacementOf(state.Urn),
            SkipsProvider = SkipsProvider(state, urn => goes(urn) || replacementOf(urn) is not null),
        };

    /// <summary>
    /// Whether the real thing needs no deletion: it is to be kept, is not ours, goes with another one, or was deleted
    /// to be replaced by a run that did not get to it, and only has to be forgotten.
    /// </summary>
    private static bool SkipsProvider(ResourceState state, Func<string, bool> goes) =>
        state.RetainOnDelete || state.External || state.PendingReplacement
        || (state.DeletedWith is { } holder && goes(holder));
}
