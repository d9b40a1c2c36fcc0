using System.CommandLine;
using System.Text;
using Engine.Files;
using Engine.State;

namespace Engine.Cli;

internal static class StackExportCommand
{
    public static Command Create(CliContext cli)
    {
        var file = new Option<string?>("--file") { Description = "Write to this file instead of standard output" };
        var show = new Option<bool>("--show-secrets") { Description = "Emit secrets in plaintext" };
        var command = new Command("export", "Export a stack's state") { file, show };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse);
            var export = parse.GetValue(show)
                ? CheckpointJson.Export(new Checkpoint(session.Snapshot, session.Salt), SecretForm.Plaintext)
                : CheckpointJson.ExportEncrypted(StateFile.Read(session.Backend.StateFile(session.StackName)));
            if (parse.GetValue(file) is { } path)
                PrivateFile.Write(Path.GetFullPath(path, cli.BaseDirectory(parse)), [.. export, (byte)'\n']);
            else
                parse.InvocationConfiguration.Output.WriteLine(Encoding.UTF8.GetString(export));
        });
        return command;
    }
}
