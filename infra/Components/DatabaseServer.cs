using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Random;

namespace Enginsight.Infra.Components;

internal sealed class DatabaseServerArgs : ResourceArgs
{
    public required StackSettings Settings { get; init; }

    public required SiteHosts Hosts { get; init; }
}

/// <summary>
/// The VM that MongoDB runs on already: adds redis, and closes both to everybody but the Enginsight VMs.
/// <code>
/// DatabaseServer
/// ├─ db-scripts      the scripts of all steps on this VM
/// ├─ db-proxy        the way out, where it is an HTTP proxy
/// ├─ db-bundle       what the VM lacks of the bundle, where there is one
/// ├─ db-packages     redis-server, and the firewall with a unit of its own
/// ├─ db-allow-NAME   one for each app server, the services VM, the database VM itself, and each of database.allow
/// ├─ db-firewall     drops all others, once all of them are let through
/// ├─ db-redis        listens for the other VMs, after the firewall stands
/// └─ db-mongodb      answers at the address that the others use
/// </code>
/// </summary>
internal sealed class DatabaseServer : ComponentResource
{
    private readonly ImmutableDictionary<string, Command> _allowed;
    private readonly RemoteCommands _commands;
    private readonly string _name;
    private readonly string _ports;
    private readonly ImmutableArray<Resource> _ready;

    public DatabaseServer(string name, DatabaseServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseServer", name, options)
    {
        _name = name;
        var (database, bundle) = (args.Settings.Database, args.Hosts.Bundle);
        var vm = database.Vm;
        _commands = new RemoteCommands(this, args.Hosts.Of(vm), vm.Name);
        var clients = Clients(args.Settings);
        var mongoDbPorts = database.MongoDb.Hosts.Select(host => host.Port);
        _ports = string.Join(' ', mongoDbPorts.Append(Places.RedisPort).Distinct());
        var password = RedisPassword(database, vm);
        RedisUrl = password is null
            ? Output.CreateSecret($"redis://{vm.UrlAddress}:{Places.RedisPort}")
            : Output.Format($"redis://:{password}@{vm.UrlAddress}:{Places.RedisPort}");
        RedisAccess = Access(password);
        MongoDbUri = database.ConnectionString.ToOutput();

        _commands.Scripts(["database"], bundle?.Checked ?? []);
        bundle?.Bring(_commands, "database");
        var packages = InstallPackages(bundle);
        _allowed = clients.ToImmutableDictionary(client => client.Step, client => Allow(client, packages));
        var firewall = Close(clients);
        var redis = ServeRedis(database, firewall);
        _ready = database.MongoDbUri is null ? [firewall, redis, CheckMongoDb(vm)] : [firewall, redis];
        FirewallRules = Rules(clients);
        RegisterOutputs();
    }

    public RemoteHost Host => _commands.Host;

    /// <summary>URL of redis with its password; secret.</summary>
    [Output("redisUrl")]
    public Output<string> RedisUrl { get; private set; }

    /// <summary>Connection string of MongoDB; secret, because a given one may hold a password.</summary>
    [Output("mongoDbUri")]
    public Output<string> MongoDbUri { get; private set; }

    /// <summary>The file by which redis knows whom to let in; secret.</summary>
    public Output<FileBundle> RedisAccess { get; }

    /// <summary>What the firewall lets through, in words.</summary>
    public ImmutableArray<string> FirewallRules { get; }

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) => [_allowed[client], .. _ready];

    private ImmutableArray<DatabaseClient> Clients(StackSettings settings) =>
    [
        .. settings.AppServers.Select(vm => Client(vm.Name, vm)),
        Client("services", settings.Services),
        Client(_name, settings.Database.Vm),
        .. settings.Database.Allow.Select(other => new DatabaseClient(other.Name, other.Name, other.Address)),
    ];

    /// <param name="name">The VM's name in the names of the steps.</param>
    private DatabaseClient Client(string name, VmSettings vm) => new(name, vm.Name, vm.Address)
    {
        FormerNames =
        [
            .. from database in new[] { _name, _commands.Host.Vm.Name }
               from former in new[] { name, vm.Name, vm.FormerName }
               where former is not null
               select $"{database}-allow-{former}",
        ],
    };

    private Output<string>? RedisPassword(DatabaseSettings database, VmSettings vm) => database switch
    {
        { RedisPasswordless: true } => null,
        { RedisPassword: { } given } => given.ToOutput(),
        _ => new RandomPassword(
            $"{_name}-redis-password",
            new RandomPasswordArgs { Length = 32, Special = false },
            new CustomResourceOptions
            {
                Parent = this,
                // It was named after the VM once, which may get another name at any time.
                Aliases = vm.Name == _name ? [] : [new Alias { Name = $"{vm.Name}-redis-password" }],
            }).Result,
    };

    /// <summary>redis 7 refuses every other VM while there is neither a password nor protected-mode no.</summary>
    private static Output<FileBundle> Access(Output<string>? password) =>
        (password?.Apply(text => $"protected-mode yes\nuser default on >{text} ~* &* +@all")
            ?? Output.Create("protected-mode no\nuser default on nopass ~* &* +@all"))
        .Apply(text => new FileBundle().Add("/etc/redis/enginsight-access.conf", "0640", text, "redis:redis"));

    private Command InstallPackages(SiteBundle? bundle) => _commands.Then(new RemoteStep("database/packages")
    {
        Variables = bundle?.Variables ?? [],
        Files = new FileBundle()
            .Add("/usr/local/sbin/enginsight-firewall", "0755", EmbeddedFile.Read("database/enginsight-firewall"))
            .Add(
                "/etc/systemd/system/enginsight-firewall.service",
                "0644",
                EmbeddedFile.Read("database/enginsight-firewall.service"))
            .Add(
                "/etc/systemd/system/redis-server.service.d/enginsight.conf",
                "0644",
                EmbeddedFile.Read("database/redis-server.conf")),
    });

    private Command Allow(DatabaseClient client, Command packages) => _commands.Beside(new RemoteStep("database/allow")
    {
        Name = $"allow-{client.Step}",
        FormerNames = client.FormerNames,
        Variables = [("client", client.Name), ("address", client.Address)],
        After = [packages], // which brings the firewall
    });

    private Command Close(ImmutableArray<DatabaseClient> clients) => _commands.Then(new RemoteStep("database/firewall")
    {
        Variables =
        [
            ("clients", string.Join('\n', clients.Select(client => $"{_name}-allow-{client.Step} {client.Address}"))),
            ("ports", _ports),
        ],
        After = _allowed.Values, // a running app server must never be shut out, not even for a moment
    });

    private Command ServeRedis(DatabaseSettings database, Command firewall) =>
        _commands.Then(new RemoteStep("database/redis")
        {
            Variables = [("address", _commands.Host.Vm.Address)],
            Files = RedisAccess.Apply(access => new FileBundle().Add(access).Add(
                "/etc/redis/enginsight.conf",
                "0640",
                EmbeddedFile.Render("database/redis.conf", ("MAX_MEMORY", database.RedisMaxMemory)),
                "redis:redis")),
            After = [firewall], // redis listens for others only once others are shut out
        });

    private Command CheckMongoDb(VmSettings vm) => _commands.Then(new RemoteStep("database/mongodb")
    {
        Variables = [("address", vm.Address)],
    });

    private ImmutableArray<string> Rules(ImmutableArray<DatabaseClient> clients)
    {
        var ports = _ports.Replace(" ", " and ", StringComparison.Ordinal);
        var database = _commands.Host.Vm.Name;
        return
        [
            .. clients.Select(client => $"{database}: {ports} open to {client.Name} ({client.Address})"),
            $"{database}: {ports} open on the loopback interface",
            $"{database}: {ports} closed to all others",
        ];
    }
}
