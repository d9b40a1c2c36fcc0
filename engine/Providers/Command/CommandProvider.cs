using Engine.Protocol;
using Floor.Ssh;

namespace Engine.Providers.Command;

/// <summary>pulumi-command 1.2.1: commands on this machine and over SSH.</summary>
internal sealed class CommandProvider : PackageProvider
{
    private readonly SshConnectionPool _connections;

    public CommandProvider()
        : this(SshLiveness.Default)
    {
    }

    /// <param name="liveness">How a server that no longer answers is noticed.</param>
    public CommandProvider(SshLiveness liveness)
        : this(new SshConnectionPool(liveness))
    {
    }

    private CommandProvider(SshConnectionPool connections)
        : base("command", new Dictionary<string, ResourceHandler>
        {
            ["command:local:Command"] = new LocalCommandHandler(),
            ["command:remote:Command"] = new RemoteCommandHandler(connections),
        })
    {
        _connections = connections;
    }

    /// <summary>Closes the SSH connections that were kept for further commands.</summary>
    public override async ValueTask DisposeAsync() => await _connections.DisposeAsync();
}
