using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>What a VM is there for.</summary>
internal enum Role
{
    Balancer,
    App,
    Services,
    /// <summary>A database VM with redis: the first, or each, where redis's address moves between them.</summary>
    Database,

    /// <summary>A database VM beside the first, without redis.</summary>
    Member,
}

internal static class Roles
{
    public static Role Of(this StackSettings settings, string vm) => vm switch
    {
        _ when settings.LoadBalancers.Any(balancer => balancer.Name == vm) => Role.Balancer,
        _ when vm == settings.Services.Name => Role.Services,
        _ when settings.Database.RedisVms.Any(redis => redis.Name == vm) => Role.Database,
        _ when settings.Database.Members.Any(member => member.Name == vm) => Role.Member,
        _ => Role.App,
    };
}
