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
    private readonly string _name;

    public DatabaseServer(string name, DatabaseServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseServer", name, options)
    {
        _name = name;
        var (database, bundle) = (args.Settings.Database, args.Hosts.Bundle);
        var vm = database.Vm;
        _commands = new RemoteCommands(this, args.Hosts.Of(vm), vm.Name);
        Doors = new DatabaseDoors(_commands, args.Settings);
        var password = RedisPassword(database, vm);
        var place = $"{database.VirtualAddress ?? vm.UrlAddress}:{Places.RedisPort}";
        RedisUrl = password is null
            ? Output.CreateSecret($"redis://{place}")
            : Output.Format($"redis://:{password}@{place}");
        RedisAccess = RedisFiles.AccessOf(password);
        MongoDbUri = database.ConnectionString.ToOutput();

        var server = new RedisServer(_commands, database, RedisAccess);
        _commands.Scripts(Folders(database), bundle?.Checked ?? []);
        bundle?.Bring(_commands, server.BundleWords);
        var firewall = Doors.Close(server.InstallPackages(bundle));
        var redis = server.Serve(firewall);
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

    /// <summary>Its firewall.</summary>
    public DatabaseDoors Doors { get; }

    /// <summary>What has to be done here before anybody's containers can connect.</summary>
    public ImmutableArray<Resource> Ready { get; }

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public ImmutableArray<Resource> ReadyFor(string client) => [Doors.For(client), .. Ready];

    /// <summary>Folders of the scripts that a database VM needs.</summary>
    public static ImmutableArray<string> Folders(DatabaseSettings database) =>
    [
        "database",
        .. database.Members.IsEmpty ? Array.Empty<string>() : ["replica-set"],
        .. database.VirtualAddress is null ? Array.Empty<string>() : ["virtual-address", "redis-address"],
    ];

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
