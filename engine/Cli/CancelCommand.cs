using System.CommandLine;
using Engine.State;
using Engine.Workspace;

namespace Engine.Cli;

internal static class CancelCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string?>("stack-name")
        {
            Description = "The stack; the selected one by default",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation" };
        var command = new Command("cancel", "Remove the locks that a killed command has left on a stack") { name, yes };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse, parse.GetValue(name));
            if (cli.IsInteractive(parse))
            {
                cli.Confirm(parse, yes,
                    $"This will irreversibly cancel the currently running update for '{session.StackName}'!",
                    session.StackName);
            }
            StackLock.Cancel(session.Backend, session.StackName);
            // Leaves the state whole for the Pulumi CLI too.
            StateFile.Recover(session.Backend.StateFile(session.StackName));
            parse.InvocationConfiguration.Output.WriteLine(
                $"The currently running update for '{session.StackName}' has been canceled!");
        });
        return command;
    }
}
