using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>An app server's turn: what the last deployment did to it between two steps of the load balancer.</summary>
/// <param name="Drain">Takes it out of the upstreams.</param>
/// <param name="Containers">Replaces its containers.</param>
/// <param name="Upstream">Lets it in again.</param>
internal sealed record AppServerTurn(StateCommand Drain, StateCommand Containers, StateCommand Upstream)
{
    private const string Suffix = "-containers";

    /// <returns>Null where the command is no replacement of an app server's containers.</returns>
    public static AppServerTurn? Of(StackState state, StateCommand containers)
    {
        if (!containers.Name.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var server = containers.Name[..^Suffix.Length];
        var drain = state.Commands.FirstOrDefault(command => command.Name == $"{server}-drain");
        var upstream = state.Commands.FirstOrDefault(command => command.Name == $"{server}-upstream");
        return drain is null || upstream is null ? null : new AppServerTurn(drain, containers, upstream);
    }

    /// <summary>Whether it is one of the load balancer's two steps.</summary>
    public bool IsAround(StateCommand command) => command == Drain || command == Upstream;

    /// <summary>Whether it is one of its steps, or prepares them on the same VM.</summary>
    public bool Includes(StateCommand command) => IsAround(command) || command.Login.Name == Containers.Login.Name;
}
