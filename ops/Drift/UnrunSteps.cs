using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>Steps that are in the state as done, and have not run.</summary>
internal static class UnrunSteps
{
    /// <exception cref="OpsException">There are some, and nobody has put in place since what they are for.</exception>
    public static async Task RequireNoneAsync(string stack)
    {
        var state = await StackState.ReadAsync(stack);
        var unrun = new StackState([.. state.Commands.Where(command => !command.HasRun)]);
        if (unrun.Commands.IsEmpty)
            return;
        // A repair is not in the state.
        var compared = await Task.WhenAll(DriftComparison.Start(unrun));
        var lacking = compared.Where(vm => !vm.IsClean).Select(vm => vm.Vm.Name).ToHashSet();
        StateCommand[] left = [.. unrun.Commands.Where(command => lacking.Contains(command.Login.Name))];
        if (left.Length > 0)
            throw new OpsException(Describe(stack, left));
    }

    internal static string Describe(string stack, IReadOnlyList<StateCommand> unrun)
    {
        var first = unrun[0];
        var users = string.Join(", ", unrun.Select(command => command.Login.ToString()).Distinct());
        var steps = unrun.Count == 1 ? first.Name : $"{first.Name} and {unrun.Count - 1} more";
        return $"{steps} ended well without having done anything: the login shell runs no commands at {users}. Make bash "
            + $"that user's shell (type there: chsh -s /bin/bash {first.Login.User}), or take out of .bashrc what ends it; "
            + $"then type: ./scripts/up --repair {stack}";
    }
}
