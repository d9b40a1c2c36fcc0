using System.Collections.Immutable;
using Enginsight.Infra.Remote;
using Pulumi;

namespace Enginsight.Infra.Components;

internal sealed class RedisHandoverArgs : ResourceArgs
{
    public required SiteDatabase Database { get; init; }

    /// <summary>The steps after which all apps have the stack's password.</summary>
    public required ImmutableArray<Resource> Apps { get; init; }
}

/// <summary>
/// The end of a change of redis's password. Until here redis knows the old one and the new one, because apps change
/// over one by one.
/// <code>
/// RedisHandover
/// ├─ redis-old-password       no longer known
/// └─ redis-old-password-db2   the same on each further VM that redis runs on
/// </code>
/// </summary>
internal sealed class RedisHandover : ComponentResource
{
    public RedisHandover(string name, RedisHandoverArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:RedisHandover", name, options)
    {
        var database = args.Database;
        foreach (var host in database.RedisHosts)
        {
            new RemoteCommands(this, host, formerName: null).Beside(new RemoteStep("database/old-password")
            {
                Name = host.Vm == database.First.Host.Vm ? "old-password" : $"old-password-{host.Vm.Name}",
                Variables = [("address", host.Vm.Address)],
                Files = database.First.RedisAccess,
                After = args.Apps,
            });
        }

        RegisterOutputs();
    }
}
