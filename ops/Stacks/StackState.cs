using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Stacks;

/// <summary>What the last deployment did, from the stack's state.</summary>
/// <param name="Commands">In the state's order: each after those that it depends on.</param>
internal sealed record StackState(ImmutableArray<StateCommand> Commands)
{
    /// <summary>Reads the state with its secrets.</summary>
    public static async Task<StackState> ReadAsync(string stack) =>
        Parse(await PulumiCli.RunAsync("stack", "export", "--show-secrets", "-s", stack));

    /// <summary>One login for each VM.</summary>
    public IEnumerable<VmLogin> Logins => Commands.Select(command => command.Login).DistinctBy(login => login.Name);

    /// <param name="export">What <c>stack export --show-secrets</c> prints.</param>
    public static StackState Parse(string export)
    {
        var resources = JsonNode.Parse(export)?["deployment"]?["resources"] as JsonArray ?? [];
        var commands = resources.Where(IsCurrent).Select(StateCommand.From).OfType<StateCommand>().ToArray();
        // A command belongs to one component and may run on another's VM; the first step on each VM is its own.
        var vms = commands.Where(command => command.Step == "packages").ToLookup(Place, command => command.Owner);
        return new StackState(
        [
            .. commands.Select(command => command with
            {
                Login = command.Login with { Name = vms[Place(command)].FirstOrDefault() ?? command.Login.Name },
            }),
        ]);
    }

    private static (string, int) Place(StateCommand command) => (command.Login.Host, command.Login.Port);

    /// <summary>A replaced resource stays in the state until it is deleted.</summary>
    private static bool IsCurrent(JsonNode? resource) => resource?["delete"]?.GetValue<bool>() != true;
}
