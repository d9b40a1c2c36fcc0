using System.CommandLine;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Cli;

internal static class StackRenameCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string>("new-stack-name") { Description = "What the stack is to be called" };
        var command = new Command("rename", "Rename an existing stack") { name };
        command.SetAction(async (parse, _) =>
        {
            var session = StackSession.Open(cli, parse);
            var (backend, old) = (session.Backend, session.StackName);
            var renamed = StackSession.ShortName(parse.GetRequiredValue(name));
            backend.ThrowUnlessNew(renamed);
            using (session.TakeLock())
            {
                var renamer = new Renamer(session.Project.Name, old, renamed);
                using (var store = backend.Store(renamed, session.Secrets))
                    await store.SaveAsync(new Snapshot(
                        [.. session.Snapshot.Resources.Select(renamer.Rename)],
                        [
                            .. session.Snapshot.PendingOperations.Select(operation =>
                                operation with { Resource = renamer.Rename(operation.Resource) }),
                        ]));
                backend.MoveTo(old, renamed);
            }
            if (File.Exists(session.Project.StackFile(old)))
                File.Move(session.Project.StackFile(old), session.Project.StackFile(renamed));
            backend.Selected = renamed;
            await parse.InvocationConfiguration.Output.WriteLineAsync($"Renamed {old} to {renamed}");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Gives everything that names the stack its new name: URNs, and the stack's own resource.</summary>
    private sealed class Renamer(string project, string old, string renamed)
    {
        private readonly string _old = $"urn:pulumi:{old}::{project}::";
        private readonly string _new = $"urn:pulumi:{renamed}::{project}::";

        public ResourceState Rename(ResourceState state) => state.Rename(Urn) with
        {
            Urn = Urn(state.Urn),
            Inputs = Map(state.Inputs),
            Outputs = Map(state.Outputs),
        };

        private string Urn(string urn) =>
            urn == Urns.Stack(old, project) ? Urns.Stack(renamed, project)
            : urn.StartsWith(_old, StringComparison.Ordinal) ? _new + urn[_old.Length..]
            : urn;

        private PropertyMap Map(PropertyMap map) => map.Replace(part =>
            part is ResourceReferenceValue reference ? reference with { Urn = Urn(reference.Urn) } : null);
    }
}
