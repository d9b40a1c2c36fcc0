using System.Collections.Immutable;

namespace Enginsight.Infra.Settings;

/// <summary>Everything an environment's stack file says. Documented key by key in stacks/Pulumi.example.yaml.</summary>
public sealed record StackSettings
{
    /// <summary>Name that browsers use; its DNS record must point to the load balancer.</summary>
    public required string AppDomain { get; init; }

    /// <summary>Name that agents and the user interface call; its DNS record must point to the load balancer.</summary>
    public required string ApiDomain { get; init; }

    public required LoadBalancerSettings LoadBalancer { get; init; }

    /// <summary>The second load balancer, and the address that moves between the two; null where there is one.</summary>
    public LoadBalancerPair? Pair { get; init; }

    /// <summary>Two or more, in the order in which they are updated.</summary>
    public required ImmutableArray<VmSettings> AppServers { get; init; }

    public required VmSettings Services { get; init; }

    public required DatabaseSettings Database { get; init; }

    public required CertificateSettings Certificate { get; init; }

    /// <summary>The JWT secret of a site that already runs; null lets the program generate one.</summary>
    public SecretText? JwtSecret { get; init; }

    public required MailSettings Mail { get; init; }

    public required RegistrySettings Registry { get; init; }

    /// <summary>Image tag of every service, and the image of the CVE database.</summary>
    public required ImageVersions Versions { get; init; }

    /// <summary>
    /// Folder of a bundle, absolute or below the project's, that packages and images come from; null takes them from the
    /// VMs' mirrors and the registry.
    /// </summary>
    public string? Bundle { get; init; }

    /// <summary>
    /// Public key, as in authorized_keys, that the bundle has to be signed with; null takes any bundle.
    /// </summary>
    public string? BundleSigner { get; init; }

    /// <summary>The proxy by which the VMs reach mirrors and registry; null where they do without.</summary>
    public HttpProxySettings? HttpProxy { get; init; }

    public required UpdateSettings Updates { get; init; }

    /// <summary>
    /// Whether users may have to enter a second factor (onpremise.twoFactor.enabled). Default: false.
    /// </summary>
    public bool TwoFactor { get; init; }

    /// <summary>Where the VMs are containers that this program makes; null on a real site.</summary>
    public LabSettings? Lab { get; init; }

    /// <summary>What containers have beyond the vendor's compose file, by service. Default: nothing.</summary>
    public ImmutableSortedDictionary<string, ContainerSettings> Containers { get; init; } =
        ImmutableSortedDictionary<string, ContainerSettings>.Empty;

    /// <summary>Laid over the vendor's config.json. Default: nothing.</summary>
    public Overlay ServiceConfiguration { get; init; } = Overlay.Empty;

    /// <summary>Laid over the user interface's environment.js. Default: nothing.</summary>
    public Overlay UiConfiguration { get; init; } = Overlay.Empty;

    /// <summary>What can be used and is doubtful all the same, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Paths of the settings that hold a secret.</summary>
    public ImmutableArray<string> SecretPaths { get; init; } = [];

    public string AppUrl => UrlOf(AppDomain);

    public string ApiUrl => UrlOf(ApiDomain);

    /// <summary>DNS records to set, by name.</summary>
    public ImmutableArray<string> DnsRecords
    {
        get
        {
            return
            [
                .. from name in new[] { AppDomain, ApiDomain }
                   from address in Addresses
                   select $"{name} {(HostRules.IsIPv6(address) ? "AAAA" : "A")} {address}",
            ];
        }
    }

    /// <summary>Where clients find the site.</summary>
    public ImmutableArray<string> Addresses => Pair?.Addresses ?? [LoadBalancer.Vm.Address];

    /// <summary>One, or the two of a pair.</summary>
    public ImmutableArray<VmSettings> LoadBalancers =>
        Pair is null ? [LoadBalancer.Vm] : [LoadBalancer.Vm, Pair.Second];

    /// <summary>The other load balancer of a pair.</summary>
    public VmSettings BesideOf(VmSettings vm) => LoadBalancers.Single(other => other != vm);

    public IEnumerable<VmSettings> AllVms => [.. LoadBalancers, .. AppServers, Services, .. Database.Vms];

    private static string UrlOf(string domain) =>
        HostRules.IsIPv6(domain) ? $"https://[{domain}]" : $"https://{domain}";
}

/// <param name="Second">The VM that stands beside the one of <see cref="LoadBalancerSettings"/>.</param>
/// <param name="Address">IPv4 address that one of the two has, and that clients use.</param>
/// <param name="AddressV6">IPv6 address that goes with it; null for none.</param>
public sealed record LoadBalancerPair(VmSettings Second, string Address, string? AddressV6)
{
    public ImmutableArray<string> Addresses => AddressV6 is null ? [Address] : [Address, AddressV6];
}

/// <param name="Vm">The VM that nginx runs on, or the first of two. No Docker there.</param>
/// <param name="ClientMaxBodySize">nginx's client_max_body_size. Default: 200m, as the vendor has it.</param>
/// <param name="ProxyReadTimeout">Seconds that an answer may take. Default: 300.</param>
/// <param name="ProxyConnectTimeout">Seconds until an unreachable app server is given up. Default: 3.</param>
/// <param name="TlsProtocols">nginx's ssl_protocols. Default: TLSv1.2 TLSv1.3.</param>
public sealed record LoadBalancerSettings(
    VmSettings Vm, string ClientMaxBodySize, int ProxyReadTimeout, int ProxyConnectTimeout, string TlsProtocols)
{
    /// <summary>Seconds that a WebSocket may be silent. Default: 3600.</summary>
    public int WebSocketTimeout { get; init; } = 3600;

    /// <summary>
    /// Seconds after a reload of nginx, when its old workers end the connections that they still have: WebSockets,
    /// which clients open again. Default: 3600.
    /// </summary>
    public int WorkerShutdownTimeout { get; init; } = 3600;

    /// <summary>
    /// Whether clients that ask for another name, or name none, are refused in the handshake; else they get the API.
    /// Default: true.
    /// </summary>
    public bool RejectUnknownNames { get; init; } = true;

    /// <summary>Addresses or subnets of proxies before it, which are believed whose request it is.</summary>
    public ImmutableArray<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// Port where they say so by the PROXY protocol, beside 443, where nobody is believed then; null: they say it in
    /// X-Forwarded-For.
    /// </summary>
    public int? ProxyProtocolPort { get; init; }

    /// <summary>Ports that clients come in by.</summary>
    public ImmutableArray<int> Ports => ProxyProtocolPort is { } port ? [80, 443, port] : [80, 443];
}

/// <param name="Vm">The VM that redis and MongoDB run on; of several that MongoDB runs on, the first.</param>
/// <param name="MongoDbUri">
/// Null derives mongodb://ADDRESS:27017/enginsight?replicaSet=rs0 from the VM's address, or from those of all members.
/// </param>
/// <param name="RedisPassword">Null generates one, unless redis is passwordless.</param>
/// <param name="RedisPasswordless">
/// True runs redis without a password behind the firewall, as the vendor's text has it.
/// </param>
public sealed record DatabaseSettings(
    VmSettings Vm, SecretText? MongoDbUri, SecretText? RedisPassword, bool RedisPasswordless)
{
    /// <summary>
    /// The VMs that the members of the replica set run on, three or more; empty where MongoDB runs on one VM.
    /// </summary>
    public ImmutableArray<VmSettings> Members { get; init; } = [];

    /// <summary>All VMs that MongoDB runs on.</summary>
    public ImmutableArray<VmSettings> Vms => Members.IsEmpty ? [Vm] : Members;

    /// <summary>What the containers connect to MongoDB with, given or derived, with the files of TLS.</summary>
    public SecretText ConnectionString => Tls.AddTo(MongoDbUri ?? new SecretText(
        $"mongodb://{string.Join(',', Vms.Select(vm => $"{vm.UrlAddress}:27017"))}/enginsight?replicaSet=rs0"));

    /// <summary>
    /// Address by which the apps find redis, which then runs on all members: it moves to where redis works. Null where
    /// redis is on the first VM alone.
    /// </summary>
    public string? VirtualAddress { get; init; }

    /// <summary>The VMs that redis runs on.</summary>
    public ImmutableArray<VmSettings> RedisVms => VirtualAddress is null ? [Vm] : Vms;

    /// <summary>Files for MongoDB over TLS. Default: none.</summary>
    public MongoDbTls Tls { get; init; } = new(null, null);

    /// <summary>Hosts, ports, data base and replica set of that.</summary>
    public MongoDbUri MongoDb => Settings.MongoDbUri.Parse(ConnectionString.Reveal());

    /// <summary>The host by which the connection string names a VM; null where it does not.</summary>
    public MongoDbHost? PlaceOf(VmSettings vm) => MongoDb.Hosts.FirstOrDefault(host => MembersRules.IsOf(vm, host));

    /// <summary>Who else reaches MongoDB and redis: backup, monitoring, other members of the replica set.</summary>
    public ImmutableArray<AllowedClient> Allow { get; init; } = [];

    /// <summary>
    /// HOST:PORT/DATABASE?replicaSet=SET of a move to another data base that is wanted; null refuses any.
    /// </summary>
    public string? MoveTo { get; init; }

    /// <summary>redis's maxmemory. Default: 512mb.</summary>
    public string RedisMaxMemory { get; init; } = "512mb";
}

/// <param name="Name">What it is called in the rules, such as backup.</param>
/// <param name="Address">IP address, or subnet such as 10.0.5.0/24.</param>
public sealed record AllowedClient(string Name, string Address);

/// <summary>Exactly one way to a certificate: none set makes a CA and a leaf of our own.</summary>
/// <param name="Certificate">PEM chain, leaf first.</param>
/// <param name="PrivateKey">PEM key of the leaf.</param>
/// <param name="CertificatePath">Path on the load balancer VM of a chain that is already there.</param>
/// <param name="PrivateKeyPath">Path on the load balancer VM of its key.</param>
/// <param name="Acme">Who issues one by ACME, and again before its end.</param>
public sealed record CertificateSettings(
    string? Certificate, SecretText? PrivateKey, string? CertificatePath, string? PrivateKeyPath,
    AcmeSettings? Acme = null)
{
    public bool IsGiven => Certificate is not null;

    public bool IsOnVm => CertificatePath is not null;

    /// <summary>Whether the stack's own CA makes it, because no other way is set.</summary>
    public bool IsOwn => !IsGiven && !IsOnVm && Acme is null;
}

/// <param name="Email">Address that the CA writes to.</param>
/// <param name="Server">URL of the CA's directory. Default: Let's Encrypt's.</param>
/// <param name="KeyType">ecdsa or rsa. Default: ecdsa.</param>
/// <param name="CaCertificate">PEM certificate of the server itself, for a company's CA; null for a public one.</param>
public sealed record AcmeSettings(string Email, string Server, string KeyType, string? CaCertificate)
{
    public const string LetsEncrypt = "https://acme-v02.api.letsencrypt.org/directory";
}

/// <summary>The email section of config.json, one for the services VM and the app servers.</summary>
/// <param name="Sender">From header of mails. Default: 'Enginsight' &lt;no-reply@APPDOMAIN&gt;.</param>
/// <param name="Host">SMTP server; empty sends no mail.</param>
/// <param name="Port">SMTP port; null leaves the vendor's empty value.</param>
/// <param name="SslTls">TLS from the first byte. Default: true.</param>
/// <param name="OnAppServers">False leaves the mail settings off the app servers. Default: true.</param>
public sealed record MailSettings(
    string Sender, string Host, int? Port, bool SslTls, string User, SecretText? Password, bool OnAppServers);

/// <param name="Server">
/// Where the Enginsight images come from. Default: registry.enginsight.com. With a path, as a mirror has it, the images
/// are right below that path; without one they are below /enginsight, as at the vendor's.
/// </param>
/// <param name="CaCertificate">PEM certificate that Docker has to trust for it; null for a public CA.</param>
public sealed record RegistrySettings(string Server, string? Username, SecretText? Password, string? CaCertificate)
{
    /// <summary>Whether Docker talks http to it. Default: false.</summary>
    public bool Insecure { get; init; }

    /// <summary>Host and port, which a login is for.</summary>
    public string Host => Server.Split('/')[0];

    /// <summary>What the images' references begin with, before /SERVICE:TAG.</summary>
    public string Repository => Server.Contains('/') ? Server : $"{Server}/enginsight";
}

/// <param name="DrainSeconds">Most time that running requests of an app server get to finish. Default: 10.</param>
/// <param name="HealthSeconds">Most time that new containers get to answer. Default: 600.</param>
/// <param name="Health">What an app server answers that works.</param>
public sealed record UpdateSettings(int DrainSeconds, int HealthSeconds, HealthSettings Health);

/// <summary>What is asked of an app server, again and again, and which answers are good.</summary>
/// <param name="ApiPath">Path that server-m2 is asked for. Default: /.</param>
/// <param name="UiPath">Path that ui-m1 is asked for. Default: /.</param>
/// <param name="Below">Status from which on an answer is bad. Default: 500.</param>
public sealed record HealthSettings(string ApiPath, string UiPath, int Below)
{
    /// <summary>The same as the scripts' variables.</summary>
    internal ImmutableArray<(string Name, string Value)> Variables =>
        [("api_health_path", ApiPath), ("ui_health_path", UiPath), ("healthy_below", $"{Below}")];
}

/// <param name="Network">Subnet of the lab's network, such as 10.213.7.0/24.</param>
/// <param name="RegistryAddress">Address of the lab's own image registry.</param>
public sealed record LabSettings(string Network, string RegistryAddress);
