using System.CommandLine;
using Engine.Workspace;

namespace Engine.Cli;

internal static class ConfigGetCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string>("key") { Description = "Key of the value" };
        var isPath = new Option<bool>("--path")
        {
            Description = "The key contains a path to a property in a map or list",
        };
        var json = new Option<bool>("--json", "-j") { Description = "Emit output as JSON" };
        var command = new Command("get", "Print a configuration value, decrypted") { name, isPath, json };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse);
            var text = parse.GetRequiredValue(name);
            var (key, path) = ConfigCommand.ParseKey(text, parse.GetValue(isPath), session.Project.Name);
            var value = session.Config.Get(key, path)
                ?? throw new EngineException($"configuration key '{text}' not found for stack '{session.StackName}'");
            var shown = session.Decrypt(value);
            parse.InvocationConfiguration.Output.WriteLine(parse.GetValue(json)
                ? JsonText.Write(writer => ConfigCommand.Write(writer, value, shown))
                : EffectiveConfig.ToText(shown));
        });
        return command;
    }
}
