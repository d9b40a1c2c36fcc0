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
        RemoteHost HostOf(VmSettings vm) => lab?.HostOf(vm) ?? RemoteHost.Existing(vm);

        var jwtSecret = new JwtSecret("jwt-secret", new JwtSecretArgs { Existing = settings.JwtSecret });
        var certificates = settings.Certificate is { IsGiven: false, IsOnVm: false }
            ? new Certificates("certificates", new CertificatesArgs
            {
                Domains = [settings.AppDomain, settings.ApiDomain],
            })
            : null;
        var database = new DatabaseServer(settings.Database.Vm.Name, new DatabaseServerArgs
        {
            Host = HostOf(settings.Database.Vm),
            Database = settings.Database,
            Clients = [.. settings.AppServers, settings.Services],
        });
        var enterprise = new EnterpriseSettings
        {
            AppUrl = settings.AppUrl,
            ApiUrl = settings.ApiUrl,
            Versions = settings.Versions,
            Mail = settings.Mail,
            TwoFactor = settings.TwoFactor,
            HealthSeconds = settings.Updates.HealthSeconds,
            JwtSecret = jwtSecret.Value,
            RedisUrl = database.RedisUrl,
            MongoDbUri = database.MongoDbUri,
            Registry = lab?.Registry ?? Login(settings.Registry),
        };
        _ = new ServicesServer(settings.Services.Name, new ServicesServerArgs
        {
            Host = HostOf(settings.Services),
            Enterprise = enterprise,
            DatabaseReady = database.ReadyFor(settings.Services),
        });
        var loadBalancer = new LoadBalancer(settings.LoadBalancer.Vm.Name, new LoadBalancerArgs
        {
            Host = HostOf(settings.LoadBalancer.Vm),
            Settings = settings,
            Chain = certificates?.Chain ?? Given(settings.Certificate.Certificate),
            PrivateKey = certificates?.PrivateKey ?? settings.Certificate.PrivateKey?.ToOutput(),
        });
        var appServers = new List<AppServer>();
        foreach (var vm in settings.AppServers)
        {
            appServers.Add(new AppServer(vm.Name, new AppServerArgs
            {
                Host = HostOf(vm),
                Enterprise = enterprise,
                LoadBalancer = loadBalancer,
                DatabaseReady = database.ReadyFor(vm),
                Previous = appServers.LastOrDefault(),
            }));
        }

        loadBalancer.Serve(appServers);

        AppUrl = Output.Create(settings.AppUrl);
        ApiUrl = Output.Create(settings.ApiUrl);
        DnsRecords = Output.Create(Summary.DnsRecords(settings));
        Upstreams = Output.Create(Summary.Upstreams(settings));
        FirewallRules = Output.Create(Summary.FirewallRules(settings));
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

    private static Output<string>? Given(string? text) => text is null ? null : Output.Create(text);

    private static RegistryLogin Login(RegistrySettings registry) =>
        new(registry.Server, registry.Username, registry.Password?.ToOutput(), []);
}
