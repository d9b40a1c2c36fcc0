using System.CommandLine;
using Engine.Workspace;

namespace Engine.Cli;

internal static class StackInitCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string?>("stack-name")
        {
            Description = "Name of the new stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var noSelect = new Option<bool>("--no-select") { Description = "Do not select the new stack" };
        var command = new Command("init", "Create an empty stack, ready for updates") { name, noSelect };
        command.SetAction(async (parse, _) =>
        {
            var stack = StackSession.ShortName(parse.GetValue(name) ?? parse.GetValue(cli.Stack)
                ?? throw new EngineException("missing stack name"));
            var project = Project.Find(cli.BaseDirectory(parse));
            var backend = FileBackend.Open(project);
            backend.ThrowUnlessNew(stack);
            var session = StackSession.Open(cli, parse, project, backend, stack);
            session.Secrets.Verify();
            using (var store = session.OpenStore())
                await store.SaveAsync(State.Snapshot.Empty);
            if (!parse.GetValue(noSelect))
                backend.Selected = stack;
            await parse.InvocationConfiguration.Output.WriteLineAsync($"Created stack '{stack}'");
            return ExitCode.Success;
        });
        return command;
    }
}
