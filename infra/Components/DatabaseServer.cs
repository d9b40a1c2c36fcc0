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
    public required RemoteHost Host { get; init; }

    public required DatabaseSettings Database { get; init; }

    /// <summary>VMs that are let through to MongoDB and redis, by their names in the stack.</summary>
    public required ImmutableArray<(string Name, VmSettings Vm)> Clients { get; init; }
}

/// <summary>
/// The VM that MongoDB runs on already: adds redis, and closes both to everybody but the Enginsight VMs.
/// <code>
/// DatabaseServer
/// ├─ db-scripts      the scripts of all steps on this VM
/// ├─ db-packages     redis-server, iptables-persistent, the firewall script
/// ├─ db-allow-VM     one for each app server, the services VM, and the database VM itself
/// ├─ db-firewall     drops all others, once all of them are let through
/// ├─ db-redis        listens for the other VMs, after the firewall stands
/// └─ db-mongodb      answers at the address that the others use
/// </code>
/// </summary>
internal sealed class DatabaseServer : ComponentResource
{
    private const string FirewallScript = "/usr/local/sbin/enginsight-firewall";
    private readonly ImmutableDictionary<string, Command> _allowed;
    private readonly RemoteCommands _commands;
    private readonly string _name;
    private readonly ImmutableArray<Resource> _ready;

    public DatabaseServer(string name, DatabaseServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseServer", name, options)
    {
        _name = name;
        _commands = new RemoteCommands(this, args.Host, args.Host.Vm.Name);
        var vm = args.Host.Vm;
        var clients = args.Clients.Add((name, vm));
        var password = RedisPassword(args.Database, vm);
        RedisUrl = password is null
            ? Output.CreateSecret($"redis://{vm.UrlAddress}:{Places.RedisPort}")
            : Output.Format($"redis://:{password}@{vm.UrlAddress}:{Places.RedisPort}");
        MongoDbUri = args.Database.MongoDbUri?.ToOutput() ?? Output.CreateSecret(
            $"mongodb://{vm.UrlAddress}:{Places.MongoDbPort}/enginsight?replicaSet=rs0");

        _commands.Scripts("database");
        var packages = InstallPackages();
        _allowed = clients.ToImmutableDictionary(client => client.Name, client => Allow(client, packages));
        var firewall = Close(clients);
        var redis = ServeRedis(vm, password, firewall);
        _ready = args.Database.MongoDbUri is null ? [firewall, redis, CheckMongoDb(vm)] : [firewall, redis];
        FirewallRules = Rules(clients);
        RegisterOutputs();
    }

    /// <summary>URL of redis with its password; secret.</summary>
    [Output("redisUrl")]
    public Output<string> RedisUrl { get; private set; }

    /// <summary>Connection string of MongoDB; secret, because a given one may hold a password.</summary>
    [Output("mongoDbUri")]
    public Output<string> MongoDbUri { get; private set; }

    /// <summary>What the firewall lets through, in words.</summary>
    public ImmutableArray<string> FirewallRules { get; }

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) => [_allowed[client], .. _ready];

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

    private Command InstallPackages() => _commands.Then(new RemoteStep("database/packages")
    {
        Files = new FileBundle().Add(FirewallScript, "0755", EmbeddedFile.Read("database/enginsight-firewall")),
    });

    private Command Allow((string Name, VmSettings Vm) client, Command packages) =>
        _commands.Beside(new RemoteStep("database/allow")
        {
            Name = $"allow-{client.Name}",
            FormerNames = FormerNames(client),
            Variables = [("vm", client.Vm.Name), ("address", client.Vm.Address)],
            After = [packages], // which brings the firewall script
        });

    /// <summary>Both VMs may have had other names under an earlier version of the program.</summary>
    private ImmutableArray<string> FormerNames((string Name, VmSettings Vm) client) =>
    [
        .. from database in new[] { _name, _commands.Host.Vm.Name }
           from vm in new[] { client.Name, client.Vm.Name, client.Vm.FormerName }
           where vm is not null
           select $"{database}-allow-{vm}",
    ];

    private Command Close(ImmutableArray<(string Name, VmSettings Vm)> clients) =>
        _commands.Then(new RemoteStep("database/firewall")
        {
            Variables =
            [
                ("clients", string.Join('\n', clients.Select(c => $"{_name}-allow-{c.Name} {c.Vm.Address}"))),
            ],
            After = _allowed.Values, // a running app server must never be shut out, not even for a moment
        });

    private Command ServeRedis(VmSettings vm, Output<string>? password, Command firewall)
    {
        var access = password is null
            ? Output.Create("protected-mode no")
            : password.Apply(text => $"requirepass \"{text}\"");
        return _commands.Then(new RemoteStep("database/redis")
        {
            Variables = [("address", vm.Address)],
            Files = access.Apply(line => new FileBundle().Add(
                "/etc/redis/enginsight.conf",
                "0640",
                EmbeddedFile.Render("database/redis.conf", ("ACCESS", line)),
                "redis:redis")),
            After = [firewall], // redis listens for others only once others are shut out
        });
    }

    private Command CheckMongoDb(VmSettings vm) => _commands.Then(new RemoteStep("database/mongodb")
    {
        Variables = [("address", vm.Address)],
    });

    private ImmutableArray<string> Rules(ImmutableArray<(string Name, VmSettings Vm)> clients)
    {
        var ports = $"{Places.MongoDbPort} and {Places.RedisPort}";
        var database = _commands.Host.Vm.Name;
        return
        [
            .. clients.Select(client => $"{database}: {ports} open to {client.Vm.Name} ({client.Vm.Address})"),
            $"{database}: {ports} open on the loopback interface",
            $"{database}: {ports} closed to all others",
        ];
    }
}
