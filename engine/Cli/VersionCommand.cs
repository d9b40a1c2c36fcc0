using System.CommandLine;
using Engine.State;

namespace Engine.Cli;

internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print the version of Pulumi that this engine follows");
        command.SetAction(parse => parse.InvocationConfiguration.Output.WriteLine(Manifest.Version));
        return command;
    }
}
