using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

/// <summary>The firewall's steps on a database VM: each client is let through before all others are shut out.</summary>
/// <param name="commands">The VM's commands.</param>
/// <param name="settings">Who the clients are.</param>
internal sealed class DatabaseDoors(RemoteCommands commands, StackSettings settings)
{
    private ImmutableDictionary<string, Command> _allowed = ImmutableDictionary<string, Command>.Empty;

    /// <summary>
    /// The same on each of several VMs: redis may have been on any of them, and would be open there without them. And
    /// MongoDB's own port, wherever the connection string leads: a slip in it, or a database elsewhere, must not open one
    /// that is still here.
    /// </summary>
    private string Ports { get; } = string.Join(' ', settings.Database.MongoDb.Hosts.Select(host => host.Port)
        .Append(Places.MongoDbPort).Append(Places.RedisPort).Distinct());

    public RemoteHost Host => commands.Host;

    /// <summary>The VM's name in the names of steps.</summary>
    public string Name => commands.Name;

    /// <summary>The firewall and its unit, and what keeps MongoDB from starting without them.</summary>
    public static FileBundle Firewall() => new FileBundle()
        .Add("/usr/local/sbin/enginsight-firewall", "0755", EmbeddedFile.Read("database/enginsight-firewall"))
        .Add(
            "/etc/systemd/system/enginsight-firewall.service",
            "0644",
            EmbeddedFile.Read("database/enginsight-firewall.service"))
        .Add("/etc/systemd/system/mongod.service.d/enginsight.conf", "0644", EmbeddedFile.Read("database/mongod.conf"));

    /// <param name="packages">The step that brings the firewall.</param>
    /// <returns>The step after which nobody else gets in.</returns>
    public Command Close(Command packages)
    {
        _allowed = Clients().ToImmutableDictionary(client => client.Step, client => Allow(client, packages));
        return commands.Then(new RemoteStep("database/firewall")
        {
            Variables = [("ports", Ports)],
            // A running app server must never be shut out, not even for a moment; and with each that is let in, the
            // others are looked at again.
            RunsAgainAfter = [.. Clients().Select(client => _allowed[client.Step])],
        });
    }

    /// <summary>The step that lets a client through.</summary>
    public Command For(string client) => _allowed[client];

    /// <param name="moved">
    /// Of which clients; null for all of them. Each may have moved to another VM, and serves from the former one until it
    /// is replaced.
    /// </param>
    /// <returns>The step that takes former addresses away.</returns>
    public RemoteStep Leave(string? moved)
    {
        var clients = Clients().Where(client => moved is null || client.Step == moved).ToArray();
        return new RemoteStep("database/former-addresses")
        {
            Variables =
            [
                ("clients", string.Join(
                    '\n', clients.Select(client => $"{commands.Name}-allow-{client.Step} {client.Address}"))),
            ],
            RunsAgainAfter = [.. clients.Select(client => _allowed[client.Step])],
        };
    }

    /// <summary>What the firewall lets through, in words.</summary>
    public ImmutableArray<string> Rules()
    {
        var ports = Ports.Replace(" ", " and ", StringComparison.Ordinal);
        var database = commands.Host.Vm.Name;
        return
        [
            .. Clients().Select(client => $"{database}: {ports} open to {client.Name} ({client.Address})"),
            $"{database}: {ports} open on the loopback interface",
            $"{database}: {ports} closed to all others",
        ];
    }

    private ImmutableArray<DatabaseClient> Clients() =>
    [
        .. settings.AppServers.Select(vm => Client(vm.Name, vm)),
        Client("services", settings.Services),
        .. settings.Database.Vms.Select(vm => Client(vm == settings.Database.Vm ? "db" : vm.Name, vm)),
        .. settings.Database.Allow.Select(other => new DatabaseClient(other.Name, other.Name, other.Address)),
    ];

    /// <param name="name">The VM's name in the names of the steps.</param>
    private DatabaseClient Client(string name, VmSettings vm) => new(name, vm.Name, vm.Address)
    {
        FormerNames =
        [
            .. from database in new[] { commands.Name, commands.Host.Vm.Name }
               from former in new[] { name, vm.Name, vm.FormerName }
               where former is not null
               select $"{database}-allow-{former}",
        ],
    };

    private Command Allow(DatabaseClient client, Command packages) => commands.Beside(new RemoteStep("database/allow")
    {
        Name = $"allow-{client.Step}",
        FormerNames = client.FormerNames,
        Variables = [("client", client.Name), ("address", client.Address)],
        After = [packages], // which brings the firewall
    });
}
