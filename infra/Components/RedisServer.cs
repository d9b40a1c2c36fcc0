using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

/// <summary>redis's steps on a database VM.</summary>
/// <param name="commands">The VM's commands.</param>
/// <param name="database">redis's settings.</param>
/// <param name="access">The file by which redis knows whom to let in; secret.</param>
internal sealed class RedisServer(RemoteCommands commands, DatabaseSettings database, Output<FileBundle> access)
{
    /// <summary>What of a bundle has the packages of this step, and of the address that moves.</summary>
    public ImmutableArray<string> BundleWords { get; } =
        database.VirtualAddress is null ? ["database"] : ["database", "redis-address"];

    public Command InstallPackages(SiteBundle? bundle) => commands.Then(new RemoteStep("database/packages")
    {
        Variables = bundle?.Variables ?? [],
        Files = DatabaseDoors.Firewall().Add(
            "/etc/systemd/system/redis-server.service.d/enginsight.conf",
            "0644",
            EmbeddedFile.Read("database/redis-server.conf")),
    });

    /// <param name="firewall">redis listens for others only once others are shut out.</param>
    public Command Serve(Command firewall) => commands.Then(new RemoteStep("database/redis")
    {
        Variables = [("address", commands.Host.Vm.Address)],
        Files = access.Apply(file => new FileBundle().Add(file).Add(RedisFiles.Settings(database.RedisMaxMemory))),
        After = [firewall],
    });
}
