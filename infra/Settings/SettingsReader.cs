using System.Collections.Immutable;
using System.Text.Json;

namespace Enginsight.Infra.Settings;

/// <summary>Turns a stack's configuration into settings, or says everything that is wrong with it.</summary>
public static class SettingsReader
{
    /// <param name="values">
    /// Key without the project's namespace to decrypted text; maps and lists as JSON, as Pulumi hands them to a
    /// program.
    /// </param>
    /// <param name="encrypted">
    /// Keys that hold a secret; Pulumi does not say which of a map's values it is. Null where that is not known: then
    /// each may be.
    /// </param>
    /// <param name="clock">For certificates. Default: the system's.</param>
    /// <exception cref="SettingsException">One line for every problem.</exception>
    public static StackSettings Read(
        IReadOnlyDictionary<string, string> values, IReadOnlySet<string>? encrypted = null, TimeProvider? clock = null)
    {
        var problems = new SettingsProblems();
        var root = new SettingsSection("", values.ToDictionary(item => item.Key, item => Parse(item.Value)), problems);
        var settings = Bind(root) with
        {
            ServiceConfiguration = Overlay.Read(
                root, "serviceConfiguration", VendorFile.ConfigJson,
                encrypted?.Contains("serviceConfiguration") ?? true, problems),
            UiConfiguration = Overlay.Read(
                root, "uiConfiguration", VendorFile.EnvironmentJs, isEncrypted: false, problems),
            Containers = Containers(root.Section("containers")),
        };
        if (encrypted?.Contains("containers") == true)
            root.Note("containers", "should hold no secret, has one: docker-compose.yml, which it goes to, shows it");
        if (encrypted?.Contains("uiConfiguration") == true)
            root.Note("uiConfiguration", "should hold no secret, has one: every browser reads environment.js");
        root.RejectUnknown();
        SettingsRules.Check(settings, (clock ?? TimeProvider.System).GetUtcNow(), problems);
        return problems.Lines.Count == 0
            ? settings with { SecretPaths = [.. problems.Secrets], Warnings = [.. problems.Warnings] }
            : throw new SettingsException(problems.Lines);
    }

    private static ImmutableSortedDictionary<string, ContainerSettings> Containers(SettingsSection section)
    {
        var containers = ContainerSettings.Read(section);
        section.RejectUnknown("service");
        return containers;
    }

    private static StackSettings Bind(SettingsSection root)
    {
        Eula.RequireAccepted(root);
        var lab = Lab(root);
        var ssh = Ssh(root.Section("ssh"));
        var appDomain = root.Required("appDomain", "the name that browsers use, such as app.example.org");
        var registry = Registry(root.Section("registry"));
        var (loadBalancer, pair) = LoadBalancers(root, ssh);
        return new StackSettings
        {
            AppDomain = appDomain,
            ApiDomain = root.Required("apiDomain", "the name that agents call, such as api.example.org"),
            LoadBalancer = loadBalancer,
            Pair = pair,
            AppServers = AppServers(root.List("appServers"), ssh),
            Services = Vm(root.Section("services"), "services", ssh),
            Database = Database(root.Section("database"), ssh),
            Certificate = Certificate(root.Section("certificate")),
            JwtSecret = root.Secret("jwtSecret"),
            Mail = Mail(root.Section("mail"), appDomain),
            Registry = registry,
            Versions = Versions(root, registry),
            Bundle = root.Text("bundle"),
            BundleSigner = root.Text("bundleSigner"),
            HttpProxy = root.Has("httpProxy") ? HttpProxy(root.Section("httpProxy")) : null,
            Updates = Updates(root.Section("updates")),
            TwoFactor = root.Flag("twoFactor", false),
            Lab = lab,
        };
    }

    private static ImmutableArray<VmSettings> AppServers(IReadOnlyList<SettingsSection> sections, SshSettings ssh)
    {
        var vms = sections.Select(section => AppServer(section, ssh)).ToArray();
        var given = vms.Where(vm => vm.IsNamed).Select(vm => vm.Settings.Name).ToHashSet();
        return [.. vms.Select((vm, i) => vm.IsNamed || given.Contains($"app{i + 1}")
            ? vm.Settings
            : vm.Settings with { FormerName = $"app{i + 1}" })];
    }

    private static (VmSettings Settings, bool IsNamed) AppServer(SettingsSection section, SshSettings ssh) =>
        (Vm(section, name: null, ssh), section.Has("name"));

    private static SshSettings Ssh(SettingsSection section)
    {
        var ssh = new SshSettings(
            User(section, "root"),
            section.Number("port", 1, 65535) ?? 22,
            section.SecretOfLines("privateKey"),
            section.Secret("privateKeyPassword"),
            section.Number("connectAttempts", 1, 1000) ?? 30)
        {
            SudoPassword = section.Secret("sudoPassword"),
        };
        if (section.Has("proxy"))
            ssh = ssh with { Proxy = SshProxy(section.Section("proxy"), ssh) };
        section.RejectUnknown();
        return ssh;
    }

    /// <summary>A wrong one is noted where it stands, not at every VM that it is the default of.</summary>
    private static string User(SettingsSection section, string fallback)
    {
        var user = section.Text("user", fallback);
        if (section.Has("user") && !VmRules.User().IsMatch(user))
            section.Note("user", $"should be the name of a user there, was {Shown.Quoted(user)}");
        return user;
    }

    private static SshProxySettings SshProxy(SettingsSection section, SshSettings ssh)
    {
        var key = section.SecretOfLines("privateKey");
        var password = section.Secret("privateKeyPassword");
        var proxy = new SshProxySettings(
            section.Required("host", "the IP address or host name of the bastion"),
            User(section, ssh.User),
            section.Number("port", 1, 65535) ?? 22,
            key ?? ssh.PrivateKey,
            key is null ? password ?? ssh.PrivateKeyPassword : password,
            section.Text("hostKey"));
        section.RejectUnknown();
        return proxy;
    }

    private static HttpProxySettings HttpProxy(SettingsSection section)
    {
        var proxy = new HttpProxySettings(
            section.Required("url", "the proxy's URL, such as http://proxy.example.org:3128"),
            section.Text("username"),
            section.Secret("password"),
            section.Texts("noProxy"));
        section.RejectUnknown();
        return proxy;
    }

    /// <param name="name">Default of the VM's name; null where it follows the host.</param>
    private static VmSettings Vm(SettingsSection section, string? name, SshSettings ssh)
    {
        var vm = VmKeys(section, name, ssh);
        section.RejectUnknown();
        return vm;
    }

    private static VmSettings VmKeys(SettingsSection section, string? name, SshSettings ssh)
    {
        var host = section.Required("host", "the IP address or host name of the VM");
        return new VmSettings
        {
            Name = section.Text("name", name ?? AppServerName.Of(host)),
            Host = host,
            Address = section.Text("address", host),
            HostKey = section.Text("hostKey"),
            Ssh = ssh with
            {
                User = User(section, ssh.User),
                Port = section.Number("port", 1, 65535) ?? ssh.Port,
            },
        };
    }

    /// <summary>The section loadBalancer has nginx's settings in either case, and the VM where there is one.</summary>
    private static (LoadBalancerSettings Settings, LoadBalancerPair? Pair) LoadBalancers(
        SettingsSection root, SshSettings ssh)
    {
        var section = root.Section("loadBalancer");
        var (first, pair) = PairReader.Read(
            root, section, vm => Vm(vm, vm.Required("name", "what it is called, such as lb1"), ssh));
        return (LoadBalancer(section, first ?? VmKeys(section, "lb", ssh)), pair);
    }

    private static LoadBalancerSettings LoadBalancer(SettingsSection section, VmSettings vm)
    {
        var settings = new LoadBalancerSettings(
            vm,
            section.Text("clientMaxBodySize", "200m"),
            section.Number("proxyReadTimeout", 1, 86400) ?? 300,
            section.Number("proxyConnectTimeout", 1, 75) ?? 3,
            section.Text("tlsProtocols", "TLSv1.2 TLSv1.3"))
        {
            WebSocketTimeout = section.Number("webSocketTimeout", 1, 604800) ?? 3600,
            WorkerShutdownTimeout = section.Number("workerShutdownTimeout", 1, 604800) ?? 3600,
            RejectUnknownNames = section.Flag("rejectUnknownNames", true),
            TrustedProxies = section.Texts("trustedProxies"),
            ProxyProtocolPort = section.Number("proxyProtocolPort", 1, 65535),
        };
        section.RejectUnknown();
        return settings;
    }

    private static DatabaseSettings Database(SettingsSection section, SshSettings ssh)
    {
        var (first, members) = MembersReader.Read(
            section, vm => Vm(vm, vm.Required("name", "what it is called, such as db1"), ssh));
        var settings = new DatabaseSettings(
            first ?? VmKeys(section, "db", ssh),
            section.Secret("mongoDbUri"),
            section.Secret("redisPassword"),
            section.Flag("redisPasswordless", false))
        {
            Members = members,
            VirtualAddress = MembersReader.VirtualAddress(section),
            Allow = [.. section.List("allow").Select(Allowed)],
            MoveTo = section.Text("moveTo"),
            RedisMaxMemory = section.Text("redisMaxMemory", "512mb"),
            Tls = MongoDbTls(section.Section("tls")),
        };
        section.RejectUnknown();
        return settings;
    }

    private static MongoDbTls MongoDbTls(SettingsSection section)
    {
        var tls = new MongoDbTls(
            section.Text("caCertificate") is { } ca ? PemText.Tidy(ca) : null,
            section.SecretOfLines("clientCertificate") is { } client
                ? new SecretText(PemText.Tidy(client.Reveal()))
                : null);
        section.RejectUnknown();
        return tls;
    }

    private static AllowedClient Allowed(SettingsSection section)
    {
        var client = new AllowedClient(
            section.Required("name", "what it is called in the rules, such as backup"),
            section.Required("address", "an IP address, or a subnet such as 10.0.5.0/24"));
        section.RejectUnknown();
        return client;
    }

    private static CertificateSettings Certificate(SettingsSection section)
    {
        var settings = new CertificateSettings(
            section.Text("certificate") is { } chain ? PemText.Tidy(chain) : null,
            section.SecretOfLines("privateKey") is { } key ? new SecretText(PemText.Tidy(key.Reveal())) : null,
            section.Text("certificatePath"),
            section.Text("privateKeyPath"),
            section.Has("acme") ? Acme(section.Section("acme")) : null);
        section.RejectUnknown();
        return settings;
    }

    private static AcmeSettings Acme(SettingsSection section)
    {
        var settings = new AcmeSettings(
            section.Required("email", "the address that the CA writes to"),
            section.Text("server", AcmeSettings.LetsEncrypt),
            section.Text("keyType", "ecdsa"),
            section.Text("caCertificate") is { } certificate ? PemText.Tidy(certificate) : null);
        section.RejectUnknown();
        return settings;
    }

    private static MailSettings Mail(SettingsSection section, string appDomain)
    {
        var settings = new MailSettings(
            section.Text("sender", $"'Enginsight' <no-reply@{appDomain}>"),
            section.Text("host", ""),
            section.Number("port", 1, 65535),
            section.Flag("sslTls", true),
            section.Text("user", ""),
            section.Secret("password"),
            section.Flag("onAppServers", true));
        section.RejectUnknown();
        return settings;
    }

    private static RegistrySettings Registry(SettingsSection section)
    {
        var settings = new RegistrySettings(
            section.Text("server", "registry.enginsight.com"),
            section.Text("username"),
            section.Secret("password"),
            section.Text("caCertificate") is { } certificate ? PemText.Tidy(certificate) : null)
        {
            Insecure = section.Flag("insecure", false),
        };
        section.RejectUnknown();
        return settings;
    }

    private static ImageVersions Versions(SettingsSection root, RegistrySettings registry)
    {
        var section = root.Section("versions");
        var tags = ImageVersions.Defaults.ToImmutableSortedDictionary(
            item => item.Key, item => section.Text(item.Key, item.Value), StringComparer.Ordinal);
        section.RejectUnknown("service");
        return new ImageVersions(registry.Repository, tags, root.Text("cveDatabaseImage", "mongo:4"));
    }

    private static UpdateSettings Updates(SettingsSection section)
    {
        var settings = new UpdateSettings(
            section.Number("drainSeconds", 0, 3600) ?? 10,
            section.Number("healthSeconds", 1, 3600) ?? 600,
            Health(section.Section("health")));
        section.RejectUnknown();
        return settings;
    }

    private static HealthSettings Health(SettingsSection section)
    {
        var settings = new HealthSettings(
            section.Text("apiPath", "/"),
            section.Text("uiPath", "/"),
            section.Number("below", 201, 600) ?? 500);
        section.RejectUnknown();
        return settings;
    }

    private static LabSettings? Lab(SettingsSection root)
    {
        if (!root.Has("lab"))
            return null;
        var section = root.Section("lab");
        var settings = new LabSettings(
            section.Required("network", "a subnet such as 10.213.7.0/24"),
            section.Required("registryAddress", "an address in the lab's network"));
        section.RejectUnknown();
        return settings;
    }

    /// <summary>A map or list arrives as JSON; everything else is text, whatever it looks like.</summary>
    private static JsonElement Parse(string text)
    {
        if (text.TrimStart() is ['{' or '[', ..])
        {
            try
            {
                return JsonDocument.Parse(text).RootElement;
            }
            catch (JsonException)
            {
                return JsonSerializer.SerializeToElement(text);
            }
        }

        return JsonSerializer.SerializeToElement(text);
    }
}
