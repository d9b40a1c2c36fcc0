using System.CommandLine;

namespace Engine.Cli;

/// <summary>The verbs about stacks; without a verb, what the current stack is.</summary>
internal static class StackCommand
{
    public static Command Create(CliContext cli)
    {
        var showName = new Option<bool>("--show-name") { Description = "Print only the stack's name" };
        var command = new Command("stack", "Manage stacks and view stack state")
        {
            showName,
            StackInitCommand.Create(cli),
            StackLsCommand.Create(cli),
            StackSelectCommand.Create(cli),
            StackRmCommand.Create(cli),
            StackOutputCommand.Create(cli),
            StackExportCommand.Create(cli),
            StackImportCommand.Create(cli),
        };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse);
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(showName))
            {
                output.WriteLine(session.StackName);
                return;
            }
            var snapshot = session.ReadSnapshotWithoutSecrets();
            output.WriteLine($"Current stack is {session.StackName}:");
            output.WriteLine($"    Managed by {session.Backend.Url}");
            output.WriteLine($"Current stack resources ({snapshot.Resources.Count})");
            foreach (var state in snapshot.Resources)
                output.WriteLine($"    {state.Type}  {state.Name}");
            output.WriteLine();
            StackOutputCommand.WriteTable(output, StackOutputCommand.Outputs(snapshot));
        });
        return command;
    }
}
