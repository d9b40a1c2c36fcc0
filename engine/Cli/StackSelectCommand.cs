using System.CommandLine;

namespace Engine.Cli;

internal static class StackSelectCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string?>("stack")
        {
            Description = "Name of the stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("select", "Choose the stack that commands work on when none is named") { name };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse, parse.GetValue(name));
            session.Backend.Selected = session.StackName;
        });
        return command;
    }
}
