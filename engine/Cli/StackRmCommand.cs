using System.CommandLine;

namespace Engine.Cli;

internal static class StackRmCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string?>("stack-name")
        {
            Description = "Name of the stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var force = new Option<bool>("--force", "-f") { Description = "Forget the resources that the stack still has" };
        var preserve = new Option<bool>("--preserve-config") { Description = "Keep the stack's configuration file" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation" };
        var command = new Command("rm", "Remove a stack, its history and its configuration file")
        {
            name, force, preserve, yes,
        };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse, parse.GetValue(name));
            var stack = session.StackName;
            cli.Confirm(parse, yes, $"This will permanently remove the '{stack}' stack!", stack);
            using (session.TakeLock())
            {
                if (!parse.GetValue(force) && session.ReadSnapshotWithoutSecrets().Resources.Count > 0)
                {
                    throw new EngineException($"'{stack}' still has resources; removal rejected. Possible actions:\n"
                        + $"- Make sure that '{stack}' is the stack that you want to destroy\n"
                        + "- Run `pulumi destroy` to delete the resources, then run `pulumi stack rm`\n"
                        + "- Run `pulumi stack rm --force` to override this error");
                }
                session.Backend.Remove(stack);
            }
            if (!parse.GetValue(preserve))
                File.Delete(session.Config.File);
            parse.InvocationConfiguration.Output.WriteLine($"Stack '{stack}' has been removed!");
        });
        return command;
    }
}
