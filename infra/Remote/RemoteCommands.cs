using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Pulumi;
using Pulumi.Command.Remote;
using Local = Pulumi.Command.Local;

namespace Enginsight.Infra.Remote;

/// <summary>
/// Makes every remote command of a component: named after it, child of it, and one after the other on its own VM, so
/// that apt's lock and sshd's limits are never met.
/// </summary>
/// <param name="component">The component; its commands' names begin with its own.</param>
/// <param name="host">Its VM.</param>
/// <param name="formerName">
/// Name that the component had under an earlier version of the program, or has by its VM's name; null where it is the
/// same. Commands of that name in the state are these.
/// </param>
/// <param name="of">
/// The component that the commands are named after, and belonged to under an earlier version of the program; null where
/// it is the first one.
/// </param>
internal sealed class RemoteCommands(
    ComponentResource component, RemoteHost host, string? formerName, ComponentResource? of = null)
{
    private Resource? _last;

    /// <summary>What the commands' names begin with.</summary>
    public string Name { get; } = (of ?? component).GetResourceName();

    public RemoteHost Host => host;

    /// <summary>
    /// The first step on the VM: brings the scripts of all others, those of infra/Files/remote and of the given folders.
    /// Where there is an HTTP proxy, the second one makes it known.
    /// </summary>
    /// <param name="after">What has to be done before the VM is touched at all.</param>
    public void Scripts(ImmutableArray<string> folders, params IEnumerable<Resource> after)
    {
        var name = $"{Name}-scripts";
        var password = host.Vm.Ssh.SudoPassword;
        var scripts = StepCommand.Receiver + RemoteScripts.Bundle(["remote", .. folders]);
        var command = Command(host, name, [], after, new CommandArgs
        {
            Connection = host.Connection,
            Create = StepCommand.OfScripts(name, password),
            Stdin = password is null ? scripts : password.ToOutput().Apply(text => $"{text}\n{scripts}"),
        });
        _last = command;
        if (host.ProxyEnvironment is { } environment)
            Then(HttpProxyStep.Of(environment, folders[0]));
    }

    /// <summary>Adds a command to the VM's chain that runs on the admin machine.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="after">What has to be done before, besides the step before.</param>
    public void Locally(string step, Local.CommandArgs args, params IEnumerable<Resource> after)
    {
        args.Logging = Local.Logging.StdoutAndStderr;
        args.AddPreviousOutputInEnv = false;
        _last = new Local.Command($"{Name}-{step}", args, new CustomResourceOptions
        {
            Parent = component,
            DependsOn = (_last is null ? after : after.Append(_last)).Concat(host.Needs).ToArray(),
        });
    }

    /// <summary>Adds a step to the VM's chain.</summary>
    public Command Then(RemoteStep step)
    {
        var command = Beside(_last is null ? step : step with { After = [.. step.After, _last] });
        _last = command;
        return command;
    }

    /// <summary>Adds a step that waits only for what it names.</summary>
    public Command Beside(RemoteStep step) => On(host, step);

    /// <summary>Adds a step on another VM, which belongs to this component all the same.</summary>
    public Command On(RemoteHost other, RemoteStep step)
    {
        var name = $"{Name}-{step.Name}";
        var password = other.Vm.Ssh.SudoPassword;
        var args = new CommandArgs
        {
            Connection = other.Connection,
            Create = StepCommand.Of("run", name, step, password),
        };
        if (EmbeddedFile.Paths.Contains($"{step.Script}.undo.sh"))
            args.Delete = StepCommand.Of("undo", name, step, password);
        if (StepInput.Of(step, password) is { } input)
            args.Stdin = input;
        return Command(other, name, Aliases(name, step), [.. step.After, .. step.RunsAgainAfter], args);
    }

    private ImmutableArray<Alias> Aliases(string name, RemoteStep step)
    {
        string[] former = [.. step.FormerNames.Append($"{formerName ?? Name}-{step.Name}").Except([name])];
        return
        [
            .. step.FormerPlaces,
            .. former.Select(alias => new Alias { Name = alias }),
            .. of is null ? [] : former.Prepend(name).Select(alias => new Alias { Name = alias, Parent = of }),
        ];
    }

    private Command Command(
        RemoteHost at, string name, IEnumerable<Alias> aliases, IEnumerable<Resource> after, CommandArgs args)
    {
        args.Logging = Logging.StdoutAndStderr;
        args.AddPreviousOutputInEnv = false;
        return new Command(name, args, new CustomResourceOptions
        {
            Parent = component,
            DependsOn = after.Concat(at.Needs).ToArray(),
            Aliases = [.. aliases.Select(alias => (Input<Alias>)alias)],
        });
    }
}
