using System.CommandLine;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Cli;

/// <summary>The verbs that edit a stack's state, without touching what it is the state of.</summary>
internal static class StateCommand
{
    public static Command Create(CliContext cli) => new("state", "Edit the current stack's state")
    {
        Delete(cli), Unprotect(cli), Rename(cli),
    };

    private static Command Delete(CliContext cli)
    {
        var urns = new Argument<string[]>("resource-urn") { Arity = ArgumentArity.OneOrMore };
        var force = new Option<bool>("--force") { Description = "Delete protected resources, too" };
        var dependents = new Option<bool>("--target-dependents") { Description = "Delete what depends on them, too" };
        var command = Edit(cli, new("delete", "Delete resources from a stack's state") { urns, force, dependents },
            (parse, snapshot) =>
            {
                var olds = new OldState(snapshot);
                var going = new HashSet<ResourceState>(ReferenceEqualityComparer.Instance);
                foreach (var urn in parse.GetRequiredValue(urns))
                {
                    going.Add(Find(snapshot, urn));
                    going.UnionWith(parse.GetValue(dependents) ? olds.TransitiveDependents([urn]) : []);
                }
                RefuseDelete(going, olds, parse.GetValue(force));
                return (snapshot.Resources.Where(state => !going.Contains(state)),
                    going.Count == 1 ? "Resource deleted" : $"{going.Count} resources deleted");
            });
        command.Aliases.Add("remove");
        command.Aliases.Add("rm");
        return command;
    }

    private static void RefuseDelete(HashSet<ResourceState> going, OldState olds, bool force)
    {
        if (going.FirstOrDefault(state => state.Protect) is { } kept && !force)
            throw new EngineException($"{kept.Urn} can't be safely deleted because it is protected. "
                + "Re-run this command with --force to force deletion");
        foreach (var state in going.Where(state => !state.Delete))
        {
            var left = olds.TransitiveDependents([state.Urn]).Where(dependent => !going.Contains(dependent)).ToList();
            if (left.Count > 0)
                throw new EngineException(
                    $"{state.Urn} can't be safely deleted because the following resources depend on it:\n"
                    + string.Concat(left.Select(dependent => $" * \"{dependent.Name}\" ({dependent.Urn})\n"))
                    + "\nDelete those resources first or pass --target-dependents.");
        }
    }

    private static Command Unprotect(CliContext cli)
    {
        var urns = new Argument<string[]>("resource-urn") { Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Unprotect all resources" };
        return Edit(cli, new("unprotect", "Unprotect resources in a stack's state") { urns, all }, (parse, snapshot) =>
        {
            var named = parse.GetRequiredValue(urns).Select(urn => Find(snapshot, urn)).ToList();
            if (named.Count == 0 && !parse.GetValue(all))
                throw new EngineException("Must supply the URN of a resource to unprotect, or --all");
            return (snapshot.Resources.Select(state =>
                    parse.GetValue(all) || named.Contains(state) ? state with { Protect = false } : state),
                parse.GetValue(all) ? "All resources unprotected" : $"{named.Count} resources unprotected");
        });
    }

    private static Command Rename(CliContext cli)
    {
        var urn = new Argument<string>("resource-urn");
        var name = new Argument<string>("new-name");
        return Edit(cli, new("rename", "Rename a resource in a stack's state") { urn, name }, (parse, snapshot) =>
        {
            var old = Find(snapshot, parse.GetRequiredValue(urn)).Urn;
            var renamed = old[..^Urns.Name(old).Length] + parse.GetRequiredValue(name);
            if (snapshot.Resources.Any(state => state.Urn == renamed))
                throw new EngineException(
                    "The chosen new urn for the state corresponds to an already existing resource");
            string New(string urn) => urn == old ? renamed : urn;
            return (snapshot.Resources.Select(state => state.Rename(New) with { Urn = New(state.Urn) }),
                "Resource renamed");
        });
    }

    /// <summary>The resource that stands under a URN, or what is left of one.</summary>
    private static ResourceState Find(Snapshot snapshot, string urn) =>
        snapshot.Resources.Where(state => state.Urn == urn).OrderBy(state => state.Delete).FirstOrDefault()
            ?? throw new EngineException(
                $"No such resource '{urn}' exists in the current state. `pulumi stack --show-urns` lists those that do");

    private static Command Edit(
        CliContext cli, Command command, Func<ParseResult, Snapshot, (IEnumerable<ResourceState>, string)> edit)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation" };
        command.Add(yes);
        command.SetAction(async (parse, _) =>
        {
            var session = StackSession.Open(cli, parse);
            if (cli.IsInteractive(parse))
                cli.Confirm(parse, yes, "This command will edit your stack's state directly.", session.StackName);
            using var held = session.TakeLock();
            var (resources, message) = edit(parse, session.Snapshot);
            using (var store = session.OpenStore())
                await store.SaveAsync(session.Snapshot with { Resources = [.. resources] });
            await parse.InvocationConfiguration.Output.WriteLineAsync(message);
            return ExitCode.Success;
        });
        return command;
    }
}
