using System.Collections.Immutable;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>A command line to run on a VM.</summary>
/// <param name="Name">Name of the state's command, or what is done instead.</param>
/// <param name="PutsBack">What it puts back; empty for a step that only makes way for another.</param>
internal sealed record RepairStep(
    string Name, VmLogin Login, string CommandLine, string Stdin, ImmutableArray<string> PutsBack)
{
    public static RepairStep Of(StateCommand command, IEnumerable<DriftItem> items) => new(
        command.Name, command.Login, command.Create, command.Stdin.Reveal(),
        [.. items.Select(item => item.Subject).Distinct()]);
}

/// <summary>
/// What to run so that everything drifted is put back: the state's own commands, as the last deployment ran them, and
/// only those whose things drifted.
/// </summary>
/// <param name="Plain">Steps that interrupt nothing that works, in the order of the deployment.</param>
/// <param name="AppServers">
/// For each app server whose containers drifted: out of the upstreams, put back, in again. One after the other, first
/// those that serve nobody anyway.
/// </param>
internal sealed record RepairPlan(
    ImmutableArray<RepairStep> Plain, ImmutableArray<ImmutableArray<RepairStep>> AppServers)
{
    public bool IsEmpty => Plain.IsEmpty && AppServers.IsEmpty;

    public static RepairPlan For(StackState state, IReadOnlyCollection<VmDrift> found)
    {
        var drifted = found.SelectMany(vm => vm.Results).Where(result => !result.IsClean)
            .ToDictionary(result => result.Check.Command);
        var restarting = drifted.Values.Where(IsContainersOfAppServer).OrderBy(IsServing).ToArray();
        var grouped = restarting.Select(result => result.Check.Command.Owner).ToHashSet();
        var plain = state.Commands.Where(command => drifted.ContainsKey(command) && !grouped.Contains(command.Owner));
        return new RepairPlan(
            [
                .. drifted.Values.SelectMany(Removals),
                .. plain.Select(command => drifted[command]).Where(HasItems).Select(Step),
            ],
            [.. restarting.Select(result => AppServer(state, result.Check.Command.Owner, drifted))]);
    }

    private static RepairStep Step(CheckResult result) => RepairStep.Of(result.Check.Command, result.Items);

    private static bool HasItems(CheckResult result) => !result.Items.IsEmpty;

    private static IEnumerable<RepairStep> Removals(CheckResult result) => result.Extras.Select(path => new RepairStep(
        $"removal of {path}", result.Check.Command.Login, result.Check.Remove!(path).ToCommand(), "", [path]));

    private static bool IsContainersOfAppServer(CheckResult result) =>
        result.Check.Command is { Step: "containers" } command && IsAppServer(command);

    private static bool IsAppServer(StateCommand command) =>
        command.Owner.Type.EndsWith(":AppServer", StringComparison.Ordinal);

    /// <summary>Whether all containers run, if not as they should.</summary>
    private static bool IsServing(CheckResult result) => !result.Items.Any(item =>
        item.Subject.StartsWith("container", StringComparison.Ordinal) &&
        (item.Problem.StartsWith("is ", StringComparison.Ordinal) ||
            item.Problem.StartsWith("are ", StringComparison.Ordinal)));

    private static ImmutableArray<RepairStep> AppServer(
        StackState state, (string Type, string Name) owner, Dictionary<StateCommand, CheckResult> drifted)
    {
        var own = state.Commands.Where(command => command.Owner == owner).ToArray();
        return
        [
            .. own.Where(command => command.Step == "drain").Select(command => RepairStep.Of(command, [])),
            .. own.Where(command => command.Step is not "drain")
                .Where(command => drifted.ContainsKey(command) || command.Step == "upstream")
                .Select(command => RepairStep.Of(
                    command, drifted.TryGetValue(command, out var result) ? result.Items : [])),
        ];
    }
}
