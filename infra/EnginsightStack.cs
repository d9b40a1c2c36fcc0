using System.Collections.Immutable;
using Enginsight.Infra.Components;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra;

/// <summary>Enginsight On-Premises behind a load balancer: composition only.</summary>
public class EnginsightStack : Stack
{
    public EnginsightStack()
        : this(null)
    {
    }

    /// <param name="options">Options of the stack resource, such as transformations of all that it contains.</param>
    protected EnginsightStack(StackOptions? options)
        : base(options)
    {
        var settings = StackConfiguration.Read();
        var hosts = new SiteHosts(settings);
        var jwtSecret = new JwtSecret("jwt-secret", new JwtSecretArgs { Existing = settings.JwtSecret });
        var certificates = Certificates.For("certificates", settings);
        var database = new SiteDatabase(settings, hosts, Named);
        var enterprise = EnterpriseSettings.Of(settings, jwtSecret, database, hosts);
        var loadBalancers = LoadBalancers(settings, hosts, certificates);
        var services = Services(settings, hosts, enterprise, loadBalancers);
        var appServers = AppServers(settings, hosts, enterprise, services);
        var update = new RollingUpdate("rolling-update", new RollingUpdateArgs
        {
            AppServers = appServers,
            Enterprise = enterprise,
            LoadBalancers = loadBalancers,
            Services = services,
            FormerServices = ServicesMoved(database, services),
        });
        _ = new FormerAddresses("clients-moved", new FormerAddressesArgs
        {
            Database = database,
            After = [update.Services, .. update.Joined],
        });
        _ = new RedisHandover("redis", new RedisHandoverArgs
        {
            Database = database,
            Apps = [update.Services, .. update.Joined],
        });
        var site = new Site(
            "site", new SiteArgs { Settings = settings, LoadBalancers = loadBalancers, Joined = update.Joined });
        _ = VirtualAddress.For("virtual-address", new VirtualAddressArgs
        {
            Settings = settings,
            LoadBalancers = loadBalancers,
            Served = site.Open,
            Bundle = hosts.Bundle,
        });

        AppUrl = Output.Create(settings.AppUrl);
        ApiUrl = Output.Create(settings.ApiUrl);
        DnsRecords = Output.Create(settings.DnsRecords);
        Upstreams = Output.Create(update.Upstreams);
        FirewallRules = Output.Create(database.FirewallRules);
        CaCertificate = certificates?.CaCertificate ?? Output.Create("");
        RedisUrl = database.First.RedisUrl;
        JwtSecret = jwtSecret.Value;
    }

    /// <summary>URL of the user interface.</summary>
    [Output("appUrl")]
    public Output<string> AppUrl { get; private set; }

    /// <summary>URL of the API.</summary>
    [Output("apiUrl")]
    public Output<string> ApiUrl { get; private set; }

    /// <summary>DNS records to set, by name.</summary>
    [Output("dnsRecords")]
    public Output<ImmutableArray<string>> DnsRecords { get; private set; }

    /// <summary>Servers of both upstreams, by upstream.</summary>
    [Output("upstreams")]
    public Output<ImmutableDictionary<string, ImmutableArray<string>>> Upstreams { get; private set; }

    /// <summary>What the firewall of each database VM lets through, in words.</summary>
    [Output("firewallRules")]
    public Output<ImmutableArray<string>> FirewallRules { get; private set; }

    /// <summary>PEM certificate that clients have to trust; empty where the certificate was given.</summary>
    [Output("caCertificate")]
    public Output<string> CaCertificate { get; private set; }

    /// <summary>URL of redis with its password; secret.</summary>
    [Output("redisUrl")]
    public Output<string> RedisUrl { get; private set; }

    /// <summary>The secret that signs tokens; secret.</summary>
    [Output("jwtSecret")]
    public Output<string> JwtSecret { get; private set; }

    /// <summary>One, or two of which the second is changed after the first.</summary>
    private static ImmutableArray<LoadBalancer> LoadBalancers(
        StackSettings settings, SiteHosts hosts, Certificates? certificates)
    {
        LoadBalancer Balancer(string name, VmSettings vm, LoadBalancer? first) => new(name, new LoadBalancerArgs
        {
            Vm = vm,
            Settings = settings,
            Hosts = hosts,
            Certificates = certificates,
            First = first,
        }, Named(name, vm));
        var first = Balancer("lb", settings.LoadBalancer.Vm, first: null);
        return settings.Pair is { Second: var second } ? [first, Balancer(second.Name, second, first)] : [first];
    }

    private static ImmutableArray<AppServer> AppServers(
        StackSettings settings, SiteHosts hosts, EnterpriseSettings enterprise, ServicesServer services) =>
    [
        .. settings.AppServers.Select(vm => new AppServer(
            vm.Name,
            new AppServerArgs { Host = hosts.Of(vm), Enterprise = enterprise, Services = services },
            Named(vm.Name, vm))),
    ];

    private static ImmutableArray<Command> ServicesMoved(SiteDatabase database, ServicesServer services) =>
        new FormerAddresses("services-moved", new FormerAddressesArgs
        {
            Database = database,
            Client = "services",
            After = [services.Reached],
        }).Closed;

    private static ServicesServer Services(
        StackSettings settings,
        SiteHosts hosts,
        EnterpriseSettings enterprise,
        ImmutableArray<LoadBalancer> loadBalancers) => new(
            "services",
            new ServicesServerArgs
            {
                Host = hosts.Of(settings.Services),
                Enterprise = enterprise,
                LoadBalancers = loadBalancers,
            },
            Named("services", settings.Services));

    /// <summary>
    /// A component is named after its role, or an app server after its VM; in an older state it may bear the VM's name,
    /// or that of the VM's place in the list.
    /// </summary>
    private static ComponentResourceOptions Named(string name, VmSettings vm) => new()
    {
        Aliases =
        [
            .. new[] { vm.Name, vm.FormerName }.OfType<string>().Where(former => former != name)
                .Select(former => (Input<Alias>)new Alias { Name = former }),
        ],
    };
}
