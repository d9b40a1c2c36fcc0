using System.Collections.Immutable;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra;

/// <summary>What an operator wants to read after a deployment: derived from the settings alone.</summary>
internal static class Summary
{
    public static ImmutableArray<string> DnsRecords(StackSettings settings)
    {
        var balancer = settings.LoadBalancer.Vm;
        var type = balancer.IsIPv6 ? "AAAA" : "A";
        return [$"{settings.AppDomain} {type} {balancer.Address}", $"{settings.ApiDomain} {type} {balancer.Address}"];
    }

    public static ImmutableDictionary<string, ImmutableArray<string>> Upstreams(StackSettings settings) =>
        ImmutableDictionary<string, ImmutableArray<string>>.Empty
            .Add("apiServers", [.. settings.AppServers.Select(vm => $"{vm.UrlAddress}:8080")])
            .Add("appServers", [.. settings.AppServers.Select(vm => $"{vm.UrlAddress}:80")]);

    public static ImmutableArray<string> FirewallRules(StackSettings settings)
    {
        var database = settings.Database.Vm;
        return
        [
            .. settings.AppServers.Append(settings.Services).Append(database)
                .Select(vm => $"{database.Name}: 27017 and 6379 open to {vm.Name} ({vm.Address})"),
            $"{database.Name}: 27017 and 6379 open on the loopback interface",
            $"{database.Name}: 27017 and 6379 closed to all others",
        ];
    }
}
