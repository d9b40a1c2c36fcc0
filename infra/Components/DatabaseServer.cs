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
/// The VM that MongoDB runs on already, or the first of several: adds redis, and closes both to everybody but the
/// Enginsight VMs.
/// <code>
/// DatabaseServer
/// ├─ db-scripts      the scripts of all steps on this VM
/// ├─ db-proxy        the way out, where it is an HTTP proxy
/// ├─ db-bundle       what the VM lacks of the bundle, where there is one
/// ├─ db-packages     redis-server, and the firewall with a unit of its own
/// ├─ db-allow-NAME   one for each app server, the services VM, each database VM, and each of database.allow
/// ├─ db-firewall     drops all others, once all of them are let through
/// ├─ db-redis        listens for the other VMs, after the firewall stands
/// └─ db-mongodb      answers at the address that the others use; of several, can be a member of the set
/// </code>
/// </summary>
internal sealed class DatabaseServer : ComponentResource
{
    private readonly RemoteCommands _commands;
    private readonly DatabaseDoors _doors;
    private readonly string _name;

    public DatabaseServer(string name, DatabaseServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseServer", name, options)
    {
        _name = name;
        var (database, bundle) = (args.Settings.Database, args.Hosts.Bundle);
        var vm = database.Vm;
        _commands = new RemoteCommands(this, args.Hosts.Of(vm), vm.Name);
        _doors = new DatabaseDoors(_commands, args.Settings);
        var password = RedisPassword(database, vm);
        RedisUrl = password is null
            ? Output.CreateSecret($"redis://{vm.UrlAddress}:{Places.RedisPort}")
            : Output.Format($"redis://:{password}@{vm.UrlAddress}:{Places.RedisPort}");
        RedisAccess = Access(password);
        MongoDbUri = database.ConnectionString.ToOutput();

        _commands.Scripts(database.Members.IsEmpty ? ["database"] : ["database", "replica-set"], bundle?.Checked ?? []);
        bundle?.Bring(_commands, "database");
        var packages = InstallPackages(bundle);
        var firewall = _doors.Close(packages);
        var redis = ServeRedis(database, firewall);
        Ready = CheckMongoDb(database) is { } mongoDb ? [firewall, redis, mongoDb] : [firewall, redis];
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
    public ImmutableArray<string> FirewallRules => _doors.Rules();

    /// <summary>What has to be done here before anybody's containers can connect.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) => [_doors.For(client), .. Ready];

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
        Files = DatabaseDoors.Firewall()
            .Add(
                "/etc/systemd/system/redis-server.service.d/enginsight.conf",
                "0644",
                EmbeddedFile.Read("database/redis-server.conf")),
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

    /// <returns>Null where others are responsible for MongoDB.</returns>
    private Command? CheckMongoDb(DatabaseSettings database) => database switch
    {
        { Members.IsEmpty: false } => _commands.Then(ReplicaSet.Mongod(database, database.Vm)),
        { MongoDbUri: null } => _commands.Then(new RemoteStep("database/mongodb")
        {
            Variables = [("address", database.Vm.Address)],
        }),
        _ => null,
    };
}
