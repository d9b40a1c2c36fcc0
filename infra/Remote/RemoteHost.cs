using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;

namespace Enginsight.Infra.Remote;

/// <summary>A VM as a place to run commands on: how to reach it, and what has to exist before that works.</summary>
/// <param name="Vm">Names and addresses.</param>
/// <param name="Connection">SSH connection of every command.</param>
/// <param name="Needs">Resources without which the VM does not exist; empty on a real site.</param>
internal sealed record RemoteHost(VmSettings Vm, Input<ConnectionArgs> Connection, ImmutableArray<Resource> Needs)
{
    /// <summary>A VM of a real site: it exists, and its login stands in the stack configuration.</summary>
    public static RemoteHost Existing(VmSettings vm)
    {
        var connection = ConnectionTo(vm);
        if (vm.Ssh.PrivateKey is { } key)
            connection.PrivateKey = key.ToOutput();
        if (vm.HostKey is { } hostKey)
            connection.HostKey = hostKey;
        return new RemoteHost(vm, connection, []);
    }

    /// <summary>The connection without its keys.</summary>
    public static ConnectionArgs ConnectionTo(VmSettings vm)
    {
        var connection = new ConnectionArgs
        {
            Host = vm.Host,
            Port = vm.Ssh.Port,
            User = vm.Ssh.User,
            DialErrorLimit = vm.Ssh.ConnectAttempts - 1,
            PerDialTimeout = 15,
        };
        if (vm.Ssh.PrivateKeyPassword is { } password)
            connection.PrivateKeyPassword = password.ToOutput();
        if (vm.Ssh.Proxy is { } proxy)
            connection.Proxy = Through(proxy, connection);
        return connection;
    }

    /// <summary>The proxy gets the same patience as the VM behind it.</summary>
    private static ProxyConnectionArgs Through(SshProxySettings proxy, ConnectionArgs connection)
    {
        var args = new ProxyConnectionArgs
        {
            Host = proxy.Host,
            Port = proxy.Port,
            User = proxy.User,
            DialErrorLimit = connection.DialErrorLimit,
            PerDialTimeout = connection.PerDialTimeout,
        };
        if (proxy.PrivateKey is { } key)
            args.PrivateKey = key.ToOutput();
        if (proxy.PrivateKeyPassword is { } password)
            args.PrivateKeyPassword = password.ToOutput();
        if (proxy.HostKey is { } hostKey)
            args.HostKey = hostKey;
        return args;
    }
}

/// <summary>One step on a VM.</summary>
internal sealed record RemoteStep
{
    /// <summary>
    /// Brings about the wanted state; runs again whenever an input changes, and then changes only what differs.
    /// </summary>
    public required RemoteScript Run { get; init; }

    /// <summary>What to do when the step is no longer wanted. Null leaves everything as it is.</summary>
    public RemoteScript? Undo { get; init; }

    /// <summary>Standard input of both; the only way for a secret.</summary>
    public Input<string>? Stdin { get; init; }

    /// <summary>Steps that have to be done before, each for a reason that stands beside it.</summary>
    public IEnumerable<Resource> After { get; init; } = [];
}

/// <summary>
/// Makes every remote command of a component: named after its VM, child of the component, and one after the other on
/// its own VM, so that apt's lock and sshd's limits are never met.
/// </summary>
internal sealed class RemoteCommands(Resource parent, RemoteHost host)
{
    private Resource? _last;

    public RemoteHost Host => host;

    /// <summary>Adds a step to the VM's chain.</summary>
    public Command Then(string name, RemoteStep step)
    {
        var command = Beside(name, _last is null ? step : step with { After = [.. step.After, _last] });
        _last = command;
        return command;
    }

    /// <summary>Adds a step that waits only for what it names.</summary>
    public Command Beside(string name, RemoteStep step) => Make(host, $"{host.Vm.Name}-{name}", step);

    /// <summary>Adds a step on another VM, which belongs to this component all the same.</summary>
    public Command On(RemoteHost other, string name, RemoteStep step) => Make(other, $"{host.Vm.Name}-{name}", step);

    private Command Make(RemoteHost at, string name, RemoteStep step)
    {
        var args = new CommandArgs
        {
            Connection = at.Connection,
            Create = step.Run.ToCommand(),
            Logging = Logging.StdoutAndStderr,
            AddPreviousOutputInEnv = false,
        };
        if (step.Undo is not null)
            args.Delete = step.Undo.ToCommand();
        if (step.Stdin is not null)
            args.Stdin = step.Stdin;
        return new Command(name, args, new CustomResourceOptions
        {
            Parent = parent,
            DependsOn = step.After.Concat(at.Needs).ToArray(),
        });
    }
}
