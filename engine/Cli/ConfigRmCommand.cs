using System.CommandLine;

namespace Engine.Cli;

internal static class ConfigRmCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string>("key") { Description = "Key of the value" };
        var isPath = new Option<bool>("--path")
        {
            Description = "The key contains a path to a property in a map or list to remove",
        };
        var command = new Command("rm", "Remove a configuration value") { name, isPath };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse);
            var (key, path) = ConfigCommand.ParseKey(
                parse.GetRequiredValue(name), parse.GetValue(isPath), session.Project.Name);
            session.Config.Remove(key, path);
            session.Config.Save();
        });
        return command;
    }
}
