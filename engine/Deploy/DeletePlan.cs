using Engine.State;

namespace Engine.Deploy;

/// <summary>Decides what is deleted after the program has run, or by a destroy.</summary>
internal static class DeletePlan
{
    public static string ProtectedMessage(string urn) =>
        $"resource \"{urn}\" cannot be deleted\n"
        + "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in "
        + "your Pulumi program and run `pulumi up`, or use the command:\n"
        + $"`pulumi state unprotect '{urn}'`";

    /// <summary>
    /// Whether the real thing needs no deletion: it is to be kept, is not ours, or goes with another one.
    /// </summary>
    public static bool SkipsProvider(ResourceState state, Func<string, bool> goes) =>
        state.RetainOnDelete || state.External || (state.DeletedWith is { } holder && goes(holder));

    /// <summary>One deletion for each state, in the given order.</summary>
    /// <param name="replaced">Whether a URN's old instance makes way for a new one in this run.</param>
    public static IReadOnlyList<Step> For(IReadOnlyList<ResourceState> states, Func<string, bool> replaced)
    {
        var going = states.Select(state => state.Urn).ToHashSet();
        return [.. states.Select(state => new Step(KindFor(state), state, null)
        {
            // What was deleted to be replaced, by a run that did not get to it, only has to be forgotten.
            SkipsProvider = state.PendingReplacement
                || SkipsProvider(state, urn => going.Contains(urn) || replaced(urn)),
        })];
    }

    private static StepKind KindFor(ResourceState state) => state.Delete ? StepKind.DeleteReplaced : StepKind.Delete;
}
