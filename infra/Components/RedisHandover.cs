using System.Collections.Immutable;
using Enginsight.Infra.Remote;
using Pulumi;

namespace Enginsight.Infra.Components;

internal sealed class RedisHandoverArgs : ResourceArgs
{
    public required DatabaseServer Database { get; init; }

    /// <summary>The steps after which all apps have the stack's password.</summary>
    public required ImmutableArray<Resource> Apps { get; init; }
}

/// <summary>
/// The end of a change of redis's password. Until here redis knows the old one and the new one, because apps change
/// over one by one.
/// <code>
/// RedisHandover
/// └─ redis-old-password   no longer known
/// </code>
/// </summary>
internal sealed class RedisHandover : ComponentResource
{
    public RedisHandover(string name, RedisHandoverArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:RedisHandover", name, options)
    {
        var host = args.Database.Host;
        _ = new RemoteCommands(this, host, formerName: null).Beside(new RemoteStep("database/old-password")
        {
            Variables = [("address", host.Vm.Address)],
            Files = args.Database.RedisAccess,
            After = args.Apps,
        });
        RegisterOutputs();
    }
}
