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
        var running = Running(state, drifted);
        var turns = running.Select(command => AppServerTurn.Of(state, command)).OfType<AppServerTurn>()
            .OrderBy(turn => IsServing(drifted, turn.Containers)).ToArray();
        return new RepairPlan(
            [
                .. drifted.Values.SelectMany(Removals),
                .. running.Where(command => !turns.Any(turn => turn.Includes(command)))
                    .Select(command => Step(drifted, command)),
            ],
            [.. turns.Select(turn => AppServer(state, turn, running, drifted))]);
    }

    /// <summary>What drifted, and what runs again after it, in the order of the state.</summary>
    private static ImmutableArray<StateCommand> Running(
        StackState state, Dictionary<StateCommand, CheckResult> drifted)
    {
        var running = ImmutableArray.CreateBuilder<StateCommand>();
        var names = new HashSet<string>();
        foreach (var command in state.Commands)
        {
            if (!(drifted.TryGetValue(command, out var result) && HasItems(result))
                && !command.RunsAgainAfter.Any(names.Contains))
            {
                continue;
            }

            running.Add(command);
            names.Add(command.Name);
        }

        return running.ToImmutable();
    }

    private static RepairStep Step(Dictionary<StateCommand, CheckResult> drifted, StateCommand command) =>
        RepairStep.Of(command, drifted.TryGetValue(command, out var result) ? result.Items : []);

    private static bool HasItems(CheckResult result) => !result.Items.IsEmpty;

    private static IEnumerable<RepairStep> Removals(CheckResult result) => result.Extras.Select(path => new RepairStep(
        $"removal of {path}", result.Check.Command.Login, result.Check.Remove(path), "", [path]));

    /// <summary>Whether all containers run, if not as they should.</summary>
    private static bool IsServing(Dictionary<StateCommand, CheckResult> drifted, StateCommand containers) =>
        !drifted.TryGetValue(containers, out var result) || !result.Items.Any(item =>
            item.Subject.StartsWith("container", StringComparison.Ordinal)
            && (item.Problem.StartsWith("is ", StringComparison.Ordinal)
                || item.Problem.StartsWith("are ", StringComparison.Ordinal)));

    /// <summary>Its containers may be restarted once it is drained, and it takes requests again at the end.</summary>
    private static ImmutableArray<RepairStep> AppServer(
        StackState state, AppServerTurn turn, ImmutableArray<StateCommand> running,
        Dictionary<StateCommand, CheckResult> drifted) =>
    [
        .. state.Commands
            .Where(command => turn.IsAround(command) || (running.Contains(command) && turn.Includes(command)))
            .Select(command => Step(drifted, command)),
    ];
}
