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

    /// <summary>VMs that are let through to MongoDB and redis, besides the database VM itself.</summary>
    public required IReadOnlyList<VmSettings> Clients { get; init; }
}

/// <summary>
/// The VM that MongoDB runs on already: adds redis, and closes both to everybody but the Enginsight VMs.
/// <code>
/// DatabaseServer
/// ├─ db-packages     redis-server, iptables-persistent, the firewall script
/// ├─ db-allow-VM     one for each app server, and the services VM
/// ├─ db-firewall     drops all others, once all of them are let through
/// ├─ db-redis        listens for the other VMs, after the firewall stands
/// └─ db-mongodb      answers at the address that the others use
/// </code>
/// </summary>
internal sealed class DatabaseServer : ComponentResource
{
    private const string FirewallScript = "/usr/local/sbin/enginsight-firewall";
    private readonly Dictionary<string, Command> _allowed = [];
    private readonly RemoteCommands _commands;
    private readonly List<Resource> _ready;

    public DatabaseServer(string name, DatabaseServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:DatabaseServer", name, options)
    {
        var database = args.Database;
        var address = database.Vm.UrlAddress;
        _commands = new RemoteCommands(this, args.Host);
        RedisUrl = RedisUrlOf(database, address, out var password);
        MongoDbUri = database.MongoDbUri?.ToOutput()
            ?? Output.CreateSecret($"mongodb://{address}:27017/enginsight?replicaSet=rs0");

        var packages = InstallPackages();
        foreach (var client in args.Clients.Append(database.Vm))
            Allow(client, packages);
        var firewall = Close();
        var redis = ServeRedis(database.Vm, password, firewall);
        _ready = [firewall, redis];
        if (database.MongoDbUri is null)
            _ready.Add(CheckMongoDb(database.Vm));
        RegisterOutputs();
    }

    /// <summary>URL of redis with its password; secret.</summary>
    [Output("redisUrl")]
    public Output<string> RedisUrl { get; private set; }

    /// <summary>Connection string of MongoDB; secret, because a given one may hold a password.</summary>
    [Output("mongoDbUri")]
    public Output<string> MongoDbUri { get; private set; }

    /// <summary>What a client VM has to wait for before its containers can connect.</summary>
    public IEnumerable<Resource> ReadyFor(VmSettings client) => [_allowed[client.Name], .. _ready];

    private Output<string> RedisUrlOf(DatabaseSettings database, string address, out Output<string>? password)
    {
        password = database.RedisPasswordless ? null : database.RedisPassword?.ToOutput() ?? GeneratePassword();
        return password is null
            ? Output.CreateSecret($"redis://{address}:6379")
            : Output.Format($"redis://:{password}@{address}:6379");
    }

    private Output<string> GeneratePassword() => new RandomPassword(
        $"{_commands.Host.Vm.Name}-redis-password",
        new RandomPasswordArgs { Length = 32, Special = false },
        new CustomResourceOptions { Parent = this }).Result;

    private Command InstallPackages() => _commands.Then("packages", new RemoteStep
    {
        Run = RemoteScript.Of("remote/apt.sh", "remote/files.sh", "database/packages.sh"),
        Stdin = new FileBundle()
            .Add(FirewallScript, "0755", EmbeddedFile.Read("database/enginsight-firewall"))
            .ToString(),
    });

    private void Allow(VmSettings client, Command packages) => _allowed[client.Name] = _commands.Beside(
        $"allow-{client.Name}",
        new RemoteStep
        {
            Run = ForClient("database/allow.sh", client),
            Undo = ForClient("database/disallow.sh", client),
            After = [packages], // which brings the firewall script
        });

    private static RemoteScript ForClient(string file, VmSettings client) =>
        RemoteScript.Of(file).With("vm", client.Name).With("address", client.Address);

    private Command Close() => _commands.Then("firewall", new RemoteStep
    {
        Run = RemoteScript.Of("database/close.sh"),
        After = _allowed.Values, // a running app server must never be shut out, not even for a moment
    });

    private Command ServeRedis(VmSettings vm, Output<string>? password, Command firewall)
    {
        Input<string> configuration = password is null
            ? RedisConfiguration("protected-mode no")
            : password.Apply(text => RedisConfiguration($"requirepass \"{text}\""));
        return _commands.Then("redis", new RemoteStep
        {
            Run = RemoteScript.Of("remote/files.sh", "database/redis.sh").With("address", vm.Address),
            Stdin = configuration,
            After = [firewall], // redis listens for others only once others are shut out
        });
    }

    private static string RedisConfiguration(string access) => new FileBundle()
        .Add("/etc/redis/enginsight.conf", "0640", $"bind 0.0.0.0 -::*\n{access}", "redis:redis")
        .ToString();

    private Command CheckMongoDb(VmSettings vm) => _commands.Then("mongodb", new RemoteStep
    {
        Run = RemoteScript.Of("database/mongodb.sh").With("address", vm.Address),
    });
}
