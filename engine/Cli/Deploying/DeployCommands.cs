using System.CommandLine;

namespace Engine.Cli;

/// <summary>The verbs that deploy: preview, up, refresh, destroy.</summary>
internal static class DeployCommands
{
    public static IEnumerable<Command> Create(CliContext cli) =>
    [
        Command(cli, Verb.Preview, "Show what an update would change, and change nothing"),
        Command(cli, Verb.Update, "Bring the stack to what the program says", "update"),
        Command(cli, Verb.Destroy, "Delete everything that the stack holds", "down"),
        Command(cli, Verb.Refresh, "Take over into the state what the resources have become"),
    ];

    private static Command Command(CliContext cli, Verb verb, string description, params string[] aliases)
    {
        var options = new DeployOptions();
        var command = new Command(verb.Name, description);
        foreach (var alias in aliases)
            command.Aliases.Add(alias);
        foreach (var option in options.For(verb))
            command.Add(option);
        command.SetAction((parse, _) => new DeployCommand(cli, verb, options.Read(cli, parse)).RunAsync(parse));
        return command;
    }
}
