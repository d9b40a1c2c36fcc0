namespace Enginsight.Ops.Stacks;

/// <summary>Steps that are in the state as done, and have not run.</summary>
internal static class UnrunSteps
{
    /// <returns>What to say of them; null where each has run.</returns>
    public static string? Of(string stack, StackState state)
    {
        StateCommand[] unrun = [.. state.Commands.Where(command => !command.HasRun)];
        if (unrun is not [var first, ..])
            return null;
        var users = string.Join(", ", unrun.Select(command => command.Login.ToString()).Distinct());
        var steps = unrun.Length == 1 ? first.Name : $"{first.Name} and {unrun.Length - 1} more";
        return $"{steps} ended well without having done anything: the login shell runs no commands at {users}. Make bash "
            + $"that user's shell (type there: chsh -s /bin/bash {first.Login.User}), or take out of .bashrc what ends it; "
            + $"then type: ./scripts/up --repair {stack}";
    }
}
