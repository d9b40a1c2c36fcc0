using System.Collections.Concurrent;
using Engine.Deployments;
using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Planning;

/// <summary>Decides which steps bring a resource from its old state to its goal.</summary>
internal sealed class StepGenerator(DeploymentRun run, OldState olds, ProviderTable providers)
{
    private static readonly DiffResult GoneWithItsHolder =
        new(true, new Dictionary<string, PropertyDiff>()) { ForceReplace = true, ReplaceKeys = ["deletedWith"] };

    private readonly ConcurrentDictionary<string, Step> _replaced = [];
    private readonly DeletionClaims _claims = new();
    private readonly DependentReplacements _dependents = new(olds, providers);
    private readonly TargetSet _targets = new(run.Options);

    /// <summary>New resources that are left out, and so are nothing that another one could depend on.</summary>
    private readonly ConcurrentDictionary<string, bool> _skipped = [];

    /// <summary>The step by which a new instance takes the old one's place in this run; null where none does.</summary>
    public Step? ReplacementOf(string urn) => _replaced.GetValueOrDefault(urn);

    /// <summary>Tells that a step has ended, well or not.</summary>
    public void Finished(Step step) => _claims.Finish(step.Urn);

    /// <summary>The steps in the order they must run.</summary>
    public async Task<IReadOnlyList<Step>> PlanAsync(Goal goal)
    {
        var old = olds.Find(goal.Urn, goal.Request.Aliases);
        var alreadyGone = old is not null && await _claims.IsDeletedAsync(old.Urn);
        if (_targets.IsLimited)
        {
            var leftOut = !_targets.Updates(goal.ToState(goal.Inputs));
            if (leftOut && !alreadyGone)
                return [LeftOut(goal, old)];
            // One that had to go with what was replaced comes back as it was.
            if (leftOut)
                goal = goal with { Request = goal.Request with { Inputs = old!.Inputs } };
            RefuseSkipped(goal);
        }
        if (!goal.Custom)
            return [PlanComponent(goal, old)];
        var handler = providers.For(goal.Request.Type, goal.Provider);
        var news = old is null ? goal.Inputs : Ignoring(goal, old);
        var state = goal.ToState(Check(handler, goal, old?.Inputs, news));
        if (old is null)
            return [new Step(StepKind.Create, null, state)];
        if (old.PendingReplacement || alreadyGone)
            return Replace(handler, goal, old, DiffResult.None, alreadyGone: true);
        var diff = goal.DeletedWith is { } holder && ReplacementOf(holder) is not null
            ? GoneWithItsHolder
            : Goal.Replacing(goal.Request.ReplaceOnChanges,
                handler.Diff(old.Inputs, old.Outputs, state.Inputs));
        if (diff.Replaces)
            return Replace(handler, goal, old, diff, alreadyGone: false);
        return diff.HasChanges || old.InitErrors.Count > 0
            ? [new Step(StepKind.Update, old, state) { Diff = diff }]
            : [new Step(StepKind.Same, old, state)];
    }

    /// <summary>
    /// The program's inputs with what ignoreChanges names as it was. Where it names what one side does not have, the
    /// program is told so, and the change is made.
    /// </summary>
    private PropertyMap Ignoring(Goal goal, ResourceState old)
    {
        var news = PropertyPath.Reset(goal.Request.IgnoreChanges, old.Inputs, goal.Inputs, out var invalid);
        if (invalid.Count > 0)
            run.Events.Diagnostic(LogSeverity.Info, "cannot ignore changes in added or removed elements of the path: "
                + $"\"{string.Join(", ", invalid)}\"", goal.Urn);
        return news;
    }

    private Step LeftOut(Goal goal, ResourceState? old)
    {
        // As it stands, under an earlier URN too: whatever else is left out goes on referring to it by that.
        if (old is not null)
            return new Step(StepKind.Same, old, old);
        _skipped[goal.Urn] = true;
        return new Step(StepKind.Same, null, goal.ToState(goal.Inputs));
    }

    /// <summary>A resource may be left out that another one needs.</summary>
    private void RefuseSkipped(Goal goal)
    {
        foreach (var needed in goal.ToState(goal.Inputs).References().Where(urn => _skipped.TryRemove(urn, out _)))
        {
            run.Refuse(goal.Urn, $"Resource '{goal.Urn}' depends on '{needed}' which "
                + (run.Options.Targets.Count > 0 ? "was not specified in --target list." : "--exclude leaves out."));
            run.EndUnlessPreview();
        }
    }

    private Step PlanComponent(Goal goal, ResourceState? old)
    {
        var state = goal.ToState(goal.Inputs);
        return new Step(old is null ? StepKind.Create
            : InputDiff.Compare(old.Inputs, Ignoring(goal, old)).HasChanges ? StepKind.Update : StepKind.Same,
            old, state);
    }

    private IReadOnlyList<Step> Replace(
        ResourceHandler handler, Goal goal, ResourceState old, DiffResult diff, bool alreadyGone)
    {
        if (old.Protect && goal.Protect)
        {
            run.Refuse(goal.Urn, $"unable to replace resource \"{goal.Urn}\"\n"
                + "as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from "
                + "the resource in your Pulumi program and run `pulumi up`");
            run.EndUnlessPreview();
        }
        // Checked without the old inputs: a new instance keeps nothing of the old, ignoreChanges or not.
        var state = goal.ToState(Check(handler, goal, null, goal.Inputs));
        var deletesBefore = alreadyGone || (goal.Request.DeleteBeforeReplace ?? diff.DeleteBeforeReplace);
        var replace = new Step(StepKind.Replace, old, state) { Diff = diff, DeletesBefore = deletesBefore };
        _replaced[old.Urn] = replace;
        _replaced[goal.Urn] = replace;
        var create = replace with { Kind = StepKind.CreateReplacement };
        if (alreadyGone)
            return [replace, create];
        return deletesBefore ? [.. Deletions(replace), replace, create] : [create, replace];
    }

    /// <summary>
    /// What must go before the resource can: first the dependents that its absence would replace anyway.
    /// </summary>
    private IEnumerable<Step> Deletions(Step replace)
    {
        var old = replace.Old!;
        var dependents = _dependents.Of(old, _claims.ClaimDeletion);
        foreach (var dependent in dependents.Where(dependent => dependent.Protect))
            throw run.StepFailure(replace.Urn, $"unable to replace resource \"{dependent.Urn}\" as part of replacing "
                + $"\"{replace.Urn}\" as it is currently marked for protection. To unprotect the resource, remove the "
                + "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n"
                + $"`pulumi state unprotect '{dependent.Urn}'`");
        List<ResourceState> going = [.. dependents.Reverse(), old];
        foreach (var state in going)
            _replaced.TryAdd(state.Urn, new Step(StepKind.DeleteReplaced, state, null));
        return [.. going.Select(state =>
            DeletePlan.Replaced(state, ReplacementOf, _ => false) with { DeletesBefore = true, Replacement = null })];
    }

    private PropertyMap Check(ResourceHandler handler, Goal goal, PropertyMap? olds, PropertyMap news)
    {
        var result = handler.Check(goal.Ref, olds, news);
        if (result.Failures.Count == 0)
            return result.Inputs;
        foreach (var failure in result.Failures)
            run.Fail(goal.Urn, Describe(goal, news, failure));
        throw run.StepFailure(null, null);
    }

    private static string Describe(Goal goal, PropertyMap news, CheckFailure failure) => failure.Property.Length == 0
        ? $"{goal.Request.Type} resource '{goal.Request.Name}' has a problem: {failure.Reason}"
        : $"{goal.Request.Type} resource '{goal.Request.Name}': property {failure.Property} value "
            + $"{{{Shown(news.Get(failure.Property))}}} has a problem: {failure.Reason}";

    private static string Shown(PropertyValue? value) => value switch
    {
        null or NullValue => "<nil>",
        { ContainsSecrets: true } => SecretValue.Mask,
        StringValue text => text.Value,
        NumberValue number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BoolValue flag => flag.Value ? "true" : "false",
        _ => "...",
    };
}
