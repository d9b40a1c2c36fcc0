using System.CommandLine;
using Enginsight.Ops.Display;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Forget;

/// <summary>forget: lets an app server leave the stack whose VM is lost for good.</summary>
internal static class ForgetCommand
{
    public static Command Create()
    {
        var stack = new Argument<string>("stack") { Description = "Name of the stack." };
        var vm = new Argument<string>("vm") { Description = "Name of the VM that is lost, such as app3." };
        var yes = YesOption.Create();
        var command = new Command("forget", """
            Takes out of the stack's state what would be stopped on a VM that is lost for good: up cannot do that any
            more, and would wait for it. Then take the VM's lines out of the stack file, and up does the rest. Lost is
            what is silent, or has no way to it, while other VMs answer.
            Exit code: 0 forgotten or nothing to forget, 1 declined, 2 cannot run.
            """)
        {
            stack, vm, yes,
        };
        command.SetAction((result, _) =>
            RunAsync(result.GetRequiredValue(stack), result.GetRequiredValue(vm), result.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(string stack, string vm, bool yes)
    {
        ForgottenState forgotten;
        using (var held = StackLock.Take(stack))
        {
            var state = await StackState.ReadAsync(stack);
            var login = state.Logins.FirstOrDefault(login => login.Name == vm) ?? throw new OpsException(
                $"'{vm}' is no VM of {stack}; these are: " +
                string.Join(", ", state.Logins.Select(login => login.Name)));
            await LostVm.RequireAsync(stack, login, state.Logins.Where(other => other.Name != vm));
            forgotten = ForgottenState.Of(
                await PulumiCli.RunAsync("stack", "export", "-s", stack),
                state.Commands.Where(command => command.Login.Name == vm));
            if (forgotten.Steps.IsEmpty)
            {
                Console.WriteLine($"Nothing would be stopped on {vm}.");
                return ExitCode.Good;
            }

            if (!Screen.Confirm($"Forget {string.Join(", ", forgotten.Steps)} on {login}?", yes))
                return ExitCode.Found;
        }

        // It takes the lock by itself, and refuses where somebody has taken it in between.
        await PulumiCli.RunWithInputAsync(forgotten.Export, "stack", "import", "-s", stack);
        Console.WriteLine($"Forgotten. Next: take {vm} out of stacks/Pulumi.{stack}.yaml, then ./scripts/up {stack}");
        return ExitCode.Good;
    }
}
