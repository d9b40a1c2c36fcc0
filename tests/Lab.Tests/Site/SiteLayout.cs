using System.Collections.Immutable;

namespace Enginsight.Lab.Tests.Site;

/// <summary>Which VM does what, and under which name: the part of the stack file that the tests change.</summary>
public sealed record SiteLayout
{
    public SiteVm LoadBalancer { get; init; } = new(10);

    public ImmutableArray<SiteVm> AppServers { get; init; } = [new(11, "app1"), new(12, "app2"), new(13, "app3")];

    public SiteVm Services { get; init; } = new(20);

    public SiteVm Database { get; init; } = new(30);

    /// <summary>Null for one load balancer; else both have a name.</summary>
    public SiteVm? SecondBalancer { get; init; }

    /// <summary>Database VMs beside the first one; then all have a name.</summary>
    public ImmutableArray<SiteVm> FurtherDatabases { get; init; } = [];

    /// <summary>App servers that are called as the program likes.</summary>
    public static SiteLayout Unnamed(params int[] appServers) =>
        new() { AppServers = [.. appServers.Select(number => new SiteVm(number))] };

    /// <summary>Every VM with a name that is no default, and none of the names in alphabetical order.</summary>
    public static SiteLayout OwnNames { get; } = new()
    {
        LoadBalancer = new(10, "balancer"),
        AppServers = [new(11, "web-b"), new(12, "web-a")],
        Services = new(20, "workers"),
        Database = new(30, "mongo"),
    };

    /// <summary>Numbers of the VMs that have no role for containers.</summary>
    public IEnumerable<int> WithoutContainers =>
        SiteVm.Numbers.Except([.. AppServers.Select(vm => vm.Number), Services.Number]);

    /// <param name="hostKeys">Host keys of the VMs by number.</param>
    public string ToYaml(Func<int, string> hostKeys)
    {
        string Section(string key, SiteVm vm) => $"  enginsight-infra:{key}:\n" + Lines("    ", vm);
        string Lines(string indent, SiteVm vm) =>
            string.Concat(vm.Keys(hostKeys).Select(line => $"{indent}{line}\n"));
        string Item(SiteVm vm) => "    - " + Lines("      ", vm).TrimStart();
        var balancers = SecondBalancer is null
            ? Section("loadBalancer", LoadBalancer)
            : "  enginsight-infra:loadBalancers:\n" + Item(LoadBalancer) + Item(SecondBalancer)
                + $"  enginsight-infra:virtualAddress: {CustomerSite.Subnet}9\n";
        var databases = FurtherDatabases.IsEmpty
            ? Section("database", Database)
            : "  enginsight-infra:database:\n    members:\n"
                + string.Concat(FurtherDatabases.Prepend(Database).Select(Item))
                + $"    virtualAddress: {CustomerSite.Subnet}29\n";
        return balancers
            + "  enginsight-infra:appServers:\n" + string.Concat(AppServers.Select(Item))
            + Section("services", Services)
            + databases;
    }
}
