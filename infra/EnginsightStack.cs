using System.Collections.Immutable;
using Enginsight.Infra.Components;
using Enginsight.Infra.Lab;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;

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
        var lab = settings.Lab is null ? null : new LabHosts("lab", new LabHostsArgs { Settings = settings });
        var proxy = settings.HttpProxy?.Environment(settings.AllVms).ToOutput();
        RemoteHost HostOf(VmSettings vm) =>
            (lab?.HostOf(vm) ?? RemoteHost.Existing(vm)) with { ProxyEnvironment = proxy };

        var bundle = settings.Bundle is { } folder
            ? new SiteBundle("bundle", new SiteBundleArgs { Folder = folder, Signer = settings.BundleSigner })
            : null;
        var jwtSecret = new JwtSecret("jwt-secret", new JwtSecretArgs { Existing = settings.JwtSecret });
        var certificates = Certificates.For("certificates", settings);
        var database = new DatabaseServer("db", new DatabaseServerArgs
        {
            Host = HostOf(settings.Database.Vm),
            Database = settings.Database,
            Bundle = bundle,
            Clients = [.. settings.AppServers.Select(vm => (vm.Name, vm)), ("services", settings.Services)],
        }, Named("db", settings.Database.Vm));
        var enterprise = EnterpriseSettings.Of(settings, jwtSecret, database, lab?.Registry, bundle);
        LoadBalancer LoadBalancerOf(string name, VmSettings vm, LoadBalancer? first) => new(name, new LoadBalancerArgs
        {
            Host = HostOf(vm),
            Settings = settings,
            Bundle = bundle,
            Certificates = certificates,
            First = first,
        }, Named(name, vm));
        var first = LoadBalancerOf("lb", settings.LoadBalancer.Vm, first: null);
        ImmutableArray<LoadBalancer> loadBalancers =
            settings.Pair is { Second: var second } ? [first, LoadBalancerOf(second.Name, second, first)] : [first];
        ImmutableArray<AppServer> appServers = [.. settings.AppServers.Select(vm => new AppServer(
            vm.Name, new AppServerArgs { Host = HostOf(vm), Enterprise = enterprise }, Named(vm.Name, vm)))];
        var services = new ServicesServer("services", new ServicesServerArgs
        {
            Host = HostOf(settings.Services),
            Enterprise = enterprise,
            LoadBalancers = loadBalancers,
            AppServers = appServers,
        }, Named("services", settings.Services));
        var update = new RollingUpdate("rolling-update", new RollingUpdateArgs
        {
            AppServers = appServers,
            Enterprise = enterprise,
            LoadBalancers = loadBalancers,
            Services = services,
        });
        _ = new RedisHandover(
            "redis", new RedisHandoverArgs { Database = database, Apps = [services.Containers, .. update.Joined] });
        var site = new Site(
            "site", new SiteArgs { Settings = settings, LoadBalancers = loadBalancers, Joined = update.Joined });
        if (settings.Pair is not null)
        {
            _ = new VirtualAddress("virtual-address", new VirtualAddressArgs
            {
                Settings = settings,
                LoadBalancers = loadBalancers,
                Served = site.Open,
                Bundle = bundle,
            });
        }

        AppUrl = Output.Create(settings.AppUrl);
        ApiUrl = Output.Create(settings.ApiUrl);
        DnsRecords = Output.Create(settings.DnsRecords);
        Upstreams = Output.Create(update.Upstreams);
        FirewallRules = Output.Create(database.FirewallRules);
        CaCertificate = certificates?.CaCertificate ?? Output.Create("");
        RedisUrl = database.RedisUrl;
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

    /// <summary>What the database VM's firewall lets through, in words.</summary>
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
