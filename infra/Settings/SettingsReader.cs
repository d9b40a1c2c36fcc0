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
    /// <exception cref="SettingsException">One line for every problem.</exception>
    public static StackSettings Read(IReadOnlyDictionary<string, string> values)
    {
        var problems = new SettingsProblems();
        var root = new SettingsSection("", values.ToDictionary(item => item.Key, item => Parse(item.Value)), problems);
        var settings = Bind(root);
        root.RejectUnknown();
        SettingsRules.Check(settings, problems);
        return problems.Lines.Count == 0
            ? settings with { SecretPaths = [.. problems.Secrets] }
            : throw new SettingsException(problems.Lines);
    }

    private static StackSettings Bind(SettingsSection root)
    {
        Eula.RequireAccepted(root);
        var lab = Lab(root);
        var ssh = Ssh(root.Section("ssh"));
        var appDomain = root.Required("appDomain", "the name that browsers use, such as app.example.org");
        return new StackSettings
        {
            AppDomain = appDomain,
            ApiDomain = root.Required("apiDomain", "the name that agents call, such as api.example.org"),
            LoadBalancer = LoadBalancer(root.Section("loadBalancer"), ssh),
            AppServers = [.. root.List("appServers").Select((vm, i) => Vm(vm, $"app{i + 1}", ssh))],
            Services = Vm(root.Section("services"), "services", ssh),
            Database = Database(root.Section("database"), ssh),
            Certificate = Certificate(root.Section("certificate")),
            JwtSecret = root.Secret("jwtSecret"),
            Mail = Mail(root.Section("mail"), appDomain),
            Registry = Registry(root.Section("registry"), out var server),
            Versions = Versions(root, server),
            Updates = Updates(root.Section("updates")),
            TwoFactor = root.Flag("twoFactor", false),
            Lab = lab,
        };
    }

    private static SshSettings Ssh(SettingsSection section)
    {
        var ssh = new SshSettings(
            section.Text("user", "root"),
            section.Number("port", 1, 65535) ?? 22,
            section.SecretOfLines("privateKey"),
            section.Secret("privateKeyPassword"),
            section.Number("connectAttempts", 1, 1000) ?? 30);
        section.RejectUnknown();
        return ssh;
    }

    private static VmSettings Vm(SettingsSection section, string name, SshSettings ssh)
    {
        var vm = VmKeys(section, name, ssh);
        section.RejectUnknown();
        return vm;
    }

    private static VmSettings VmKeys(SettingsSection section, string name, SshSettings ssh)
    {
        var host = section.Required("host", "the IP address or host name of the VM");
        return new VmSettings
        {
            Name = section.Text("name", name),
            Host = host,
            Address = section.Text("address", host),
            HostKey = section.Text("hostKey"),
            Ssh = ssh with
            {
                User = section.Text("user", ssh.User),
                Port = section.Number("port", 1, 65535) ?? ssh.Port,
            },
        };
    }

    private static LoadBalancerSettings LoadBalancer(SettingsSection section, SshSettings ssh)
    {
        var settings = new LoadBalancerSettings(
            VmKeys(section, "lb", ssh),
            section.Text("clientMaxBodySize", "200m"),
            section.Number("proxyReadTimeout", 1, 86400) ?? 300,
            section.Number("proxyConnectTimeout", 1, 75) ?? 3,
            section.Text("tlsProtocols", "TLSv1.2 TLSv1.3"))
        {
            WebSocketTimeout = section.Number("webSocketTimeout", 1, 604800) ?? 3600,
            WorkerShutdownTimeout = section.Number("workerShutdownTimeout", 1, 604800) ?? 3600,
            RejectUnknownNames = section.Flag("rejectUnknownNames", true),
            TrustedProxies = section.Texts("trustedProxies"),
        };
        section.RejectUnknown();
        return settings;
    }

    private static DatabaseSettings Database(SettingsSection section, SshSettings ssh)
    {
        var settings = new DatabaseSettings(
            VmKeys(section, "db", ssh),
            section.Secret("mongoDbUri"),
            section.Secret("redisPassword"),
            section.Flag("redisPasswordless", false));
        section.RejectUnknown();
        return settings;
    }

    private static CertificateSettings Certificate(SettingsSection section)
    {
        var settings = new CertificateSettings(
            section.Text("certificate"),
            section.SecretOfLines("privateKey"),
            section.Text("certificatePath"),
            section.Text("privateKeyPath"));
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

    private static RegistrySettings Registry(SettingsSection section, out string server)
    {
        server = section.Text("server", "registry.enginsight.com");
        var settings = new RegistrySettings(server, section.Text("username"), section.Secret("password"));
        section.RejectUnknown();
        return settings;
    }

    private static ImageVersions Versions(SettingsSection root, string server)
    {
        var section = root.Section("versions");
        var tags = ImageVersions.Defaults.ToImmutableSortedDictionary(
            item => item.Key, item => section.Text(item.Key, item.Value), StringComparer.Ordinal);
        section.RejectUnknown("service");
        return new ImageVersions(server, tags, root.Text("cveDatabaseImage", "mongo:4"));
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
