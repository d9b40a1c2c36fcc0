using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace Enginsight.Infra.Remote;

/// <summary>A VM as a place to run commands on: how to reach it, and what has to exist before that works.</summary>
/// <param name="Vm">Names and addresses.</param>
/// <param name="Connection">SSH connection of every command.</param>
/// <param name="Needs">Resources without which the VM does not exist; empty on a real site.</param>
internal sealed record RemoteHost(VmSettings Vm, Input<ConnectionArgs> Connection, ImmutableArray<Resource> Needs)
{
    /// <summary>
    /// Environment variables by which programs there know the HTTP proxy, one a line; secret. Null where there is none.
    /// </summary>
    public Output<string>? ProxyEnvironment { get; init; }

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
