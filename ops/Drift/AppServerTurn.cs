using System.Collections.Immutable;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>An app server's turn: what the last deployment did to it between the load balancers' steps.</summary>
/// <param name="Containers">Replaces its containers.</param>
/// <param name="Around">Take it out of the upstreams, and let it in again: on the load balancer, or on each of two.</param>
internal sealed record AppServerTurn(StateCommand Containers, ImmutableArray<StateCommand> Around)
{
    private const string Suffix = "-containers";

    /// <returns>Null where the command is no replacement of an app server's containers.</returns>
    public static AppServerTurn? Of(StackState state, StateCommand containers)
    {
        if (!containers.Name.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var server = containers.Name[..^Suffix.Length];
        var around = state.Commands.Where(command => IsOf(command, $"{server}-drain")
            || IsOf(command, $"{server}-upstream")).ToImmutableArray();
        return around.Length < 2 ? null : new AppServerTurn(containers, around);
    }

    /// <summary>Whether it is one of the load balancers' steps.</summary>
    public bool IsAround(StateCommand command) => Around.Contains(command);

    /// <summary>Whether it is one of its steps, or prepares them on the same VM.</summary>
    public bool Includes(StateCommand command) => IsAround(command) || command.Login.Name == Containers.Login.Name;

    /// <summary>On the second load balancer the step's name ends with that one's.</summary>
    private static bool IsOf(StateCommand command, string name) =>
        command.Name == name || command.Name.StartsWith($"{name}-", StringComparison.Ordinal);
}
