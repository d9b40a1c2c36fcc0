using System.CommandLine;

namespace Engine.Cli;

/// <summary>The verbs about stacks; without a verb, what the current stack is.</summary>
internal static class StackCommand
{
    public static Command Create(CliContext cli)
    {
        var showName = new Option<bool>("--show-name") { Description = "Print only the stack's name" };
        var showUrns = new Option<bool>("--show-urns") { Description = "Print the resources' URNs" };
        var command = new Command("stack", "Manage stacks and view stack state")
        {
            showName, showUrns,
            StackInitCommand.Create(cli),
            StackLsCommand.Create(cli),
            StackSelectCommand.Create(cli),
            StackRmCommand.Create(cli),
            StackOutputCommand.Create(cli),
            StackExportCommand.Create(cli),
            StackImportCommand.Create(cli),
            StackRenameCommand.Create(cli),
            StackChangeSecretsProviderCommand.Create(cli),
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
                output.WriteLine($"    {state.Type}  {state.Name}"
                    + (parse.GetValue(showUrns) ? $"\n        URN: {state.Urn}" : ""));
            output.WriteLine();
            StackOutputCommand.WriteTable(output, StackOutputCommand.Outputs(snapshot));
        });
        return command;
    }
}
