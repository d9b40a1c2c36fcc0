using System.CommandLine;
using System.Text;
using Engine.State;

namespace Engine.Cli;

internal static class StackImportCommand
{
    public static Command Create(CliContext cli)
    {
        var file = new Option<string?>("--file") { Description = "Read from this file instead of standard input" };
        var force = new Option<bool>("--force", "-f") { Description = "Import even a state that looks wrong" };
        var command = new Command("import", "Replace a stack's state by an exported one") { file, force };
        command.SetAction(async (parse, _) =>
        {
            var session = StackSession.Open(cli, parse);
            var started = TimeProvider.System.GetUtcNow();
            var content = parse.GetValue(file) is { } path
                ? await File.ReadAllBytesAsync(Path.GetFullPath(path, cli.BaseDirectory(parse)))
                : Encoding.UTF8.GetBytes(await cli.Input.ReadToEndAsync());
            var snapshot = CheckpointJson.ReadExport(content, session.SecretsOf).Snapshot;
            if (!parse.GetValue(force))
                Check(snapshot, session.StackName);
            using (session.TakeLock())
            {
                foreach (var operation in snapshot.PendingOperations)
                {
                    var kind = operation.Kind.ToString().ToLowerInvariant();
                    await parse.InvocationConfiguration.Error.WriteLineAsync(
                        $"warning: removing pending operation '{kind}' on '{operation.Resource.Urn}' from snapshot");
                }
                using (var store = session.OpenStore())
                    await store.SaveAsync(snapshot with { PendingOperations = [] });
                session.AddHistory("import", started, succeeded: true, new Dictionary<string, int>());
            }
            await parse.InvocationConfiguration.Output.WriteLineAsync("Import complete.");
            return ExitCode.Success;
        });
        return command;
    }

    private static void Check(Snapshot snapshot, string stack)
    {
        foreach (var urn in snapshot.Resources.Select(state => state.Urn))
        {
            if (urn.Split("::")[0] is var start && start != "urn:pulumi:" + stack)
            {
                throw new EngineException(
                    $"resource '{urn}' is from a different stack ({start.Split(':')[^1]} != {stack})");
            }
        }
        SnapshotIntegrity.Check(snapshot);
    }
}
