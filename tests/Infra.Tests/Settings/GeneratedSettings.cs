using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>One thing that is wrong in a stack file.</summary>
/// <param name="Path">Setting that the message has to name.</param>
/// <param name="Value">What stands there; null takes the setting away.</param>
internal sealed record Mistake(string Path, JsonNode? Value);

/// <summary>Stack files that are right, and mistakes to make in them.</summary>
internal static class GeneratedSettings
{
    private static readonly string Long = new('a', 100_000);

    private static readonly Gen<string> Label =
        Gen.String[Gen.Char["abcxyz019"], 1, 12].Select(text => $"a{text}");

    private static readonly Gen<string> HostName = Label.Array[2, 4].Select(labels => string.Join('.', labels));

    /// <summary>Values of the right kind that cannot be right.</summary>
    private static readonly (string[] Paths, JsonNode[] Values)[] WrongValues =
    [
        (["acceptEula"], ["false", "yes"]),
        (["appDomain", "apiDomain"],
            ["https://a.example.org", "a b", "a\nb.org", "-a.org", "10.1", "a_b.org", Long]),
        (["ssh.user", "ssh.proxy.user", "services.user"], ["a b", "a\nb", "-oProxyCommand=x", "a:b", "\u0000"]),
        (["ssh.port", "ssh.proxy.port", "mail.port", "database.port"],
            ["x", 0, 65536, -1, 1.5, "1e3", "22 ", "\u0662"]),
        (["appServers[0].name", "services.name"], ["App", "a b", "a\nb", "1a", "yes", "closed", "\u00e4", Long]),
        (["appServers[1].host", "database.host", "ssh.proxy.host"],
            ["10.0.0.300", "a b", "x;reboot", "$(id)", "a\n", "::g", Long]),
        (["appServers[1].address", "services.address"],
            ["db.example.org", "fd00::30", "127.0.0.1", "0.0.0.0", "10.1", "10.0.0.1/24", "10.0.0.1\n"]),
        // Each alone, without the other.
        (["virtualAddress", "virtualAddressV6", "database.virtualAddress"],
            ["10.0.0.9", "2001:db8::9", "x", "10.0.0.9\n", Long]),
        (["database.members"], [new JsonArray(), new JsonArray(new JsonObject { ["name"] = "db1" }), "10.0.0.30"]),
        (["loadBalancers"], [new JsonArray(), new JsonArray(new JsonObject { ["name"] = "lb1" }), "10.0.0.10"]),
        (["loadBalancer.address"], ["fe80::1", "::", "fe80::1%eth0", "224.0.0.1", "name"]),
        (["services.hostKey", "ssh.proxy.hostKey"],
            ["ssh-rsa AAAA", "ssh-ed25519", "ssh-ed25519 AAAA", "10.0.0.1 ssh-ed25519 AAAA", "ssh-ed25519 ????", Long]),
        (["loadBalancer.clientMaxBodySize"], ["200 MB", "1;", "-1", "99999999999999999999g", "1m\n"]),
        (["loadBalancer.tlsProtocols"], ["SSLv3", "TLSv1.2;", "TLSv1.2,TLSv1.3", "TLSv1.2\nx"]),
        (["database.redisPassword"], ["a b", "a\"b", "\u00e4", "a\nb", "a/b"]),
        (["database.mongoDbUri"],
            ["10.0.0.30", "mongodb://10.0.0.30", "mongodb://u:hunter2@x@h/d?replicaSet=r",
            "mongodb://h/d?replicaSet=r\n"]),
        (["database.moveTo"], ["x", "a b/c", "h:1/d\n", Long]),
        (["database.redisMaxMemory"], ["1 gb", "0mb", "1tb", "512mb\nsave 1 1", Long]),
        (["database.allow"], [new JsonArray("10.0.0.50"), "10.0.0.50", new JsonObject()]),
        (["database.allow[0].name"], ["A", "a b", "a\nb", "services", "1a", "", Long]),
        (["database.allow[0].address"],
            ["x", "10.0.5.1/24", "0.0.0.0/0", "10.0.5.0/33", "10.1", "10.0.0.50\n", ""]),
        (["ssh.sudoPassword"], ["a\nb", "a\u0000"]),
        (["database.tls.caCertificate", "database.tls.clientCertificate"], ["x", "hunter2\n"]),
        (["registry.insecure"], ["yes", "1", "on"]),
        (["containers.all.volumes"], [new JsonArray("./x:/data"), new JsonArray(7), "/x:/data"]),
        (["bundle"], ["-x", "a\nb", "a\u0000"]),
        (["bundleSigner"], ["x", "ssh-ed25519", "ssh-ed25519 AAAA\nx", "AAAAC3NzaC1lZDI1NTE5AAAA", "id.pub"]),
        (["loadBalancer.proxyProtocolPort"], [0, "x", 65536]),
        (["loadBalancer.trustedProxies"],
            [new JsonArray("10.1"), new JsonArray("fe80::1%eth0"), new JsonArray("10.0.1.5/24"),
            new JsonArray("a;\nb"), new JsonArray(7), "10.0.1.0/24"]),
        (["updates.health.apiPath", "updates.health.uiPath"], ["health", "/a b", "/a;b", "/a\nb", "/%n", Long]),
        (["ssh.proxy"], ["bastion", new JsonObject { ["host"] = "a b" }, new JsonObject { ["user"] = "x" }]),
        (["jwtSecret"], ["a b", "hunter2\n", "a+b/c=", "\u00e4"]),
        (["mail.host"], ["a b", "smtp://x", "a\nb", Long]),
        (["mail.sender", "mail.user"], ["a\nBcc: b@example.org", "%%JWT_SECRET%%", "a\u0000"]),
        (["registry.server"], ["https://x.org", "x y", "harbor", "x.org/", "x.org/A", "x.org\n"]),
        // Each alone, without what it belongs together with.
        (["registry.username", "registry.password", "httpProxy.username", "httpProxy.password", "mail.password",
            "certificate.certificate", "certificate.privateKey"], ["hunter2"]),
        (["httpProxy.url"],
            ["proxy:3128", "http://proxy", "ftp://x:1", "http://u:hunter2@x:1", "http://x:1\n", "http://$a:1"]),
        (["httpProxy.noProxy"], [new JsonArray("a b"), new JsonArray("*"), new JsonArray("$x"), new JsonArray(7), "x"]),
        (["certificate.acme.email"], ["x", "a@b", "a b@x.org", "a@x.org\n"]),
        (["certificate.acme.server"], ["http://x.org", "x.org", "https://x y", "https://x.org\n"]),
        (["certificate.acme.keyType"], ["ed25519", "RSA4096"]),
        (["registry.caCertificate", "certificate.acme.caCertificate"],
            ["hunter2", "-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----"]),
        (["certificate.certificatePath", "certificate.privateKeyPath"], ["a.pem", "/a b", "/a;b", "/$a", "/a\n", Long]),
        ([.. ImageVersions.Defaults.Keys.Select(service => $"versions.{service}")],
            ["a b", "-1", "1\n", "a/b", "{{X}}", Long]),
        (["cveDatabaseImage"], ["mongo", "Mongo:4", "mongo:4\n", "mongo: 4", "mongo::4", "a b:1"]),
        (["updates.drainSeconds", "updates.healthSeconds", "updates.health.below", "ssh.connectAttempts",
            "loadBalancer.proxyReadTimeout", "loadBalancer.proxyConnectTimeout", "loadBalancer.webSocketTimeout",
            "loadBalancer.workerShutdownTimeout"], ["-1", "x", "99999999999", 3601.5]),
        (["mail.sslTls", "mail.onAppServers", "twoFactor", "database.redisPasswordless",
            "loadBalancer.rejectUnknownNames"], ["yes", "1", "on", "tru e"]),
        (["serviceConfiguration.sms.limit"], ["x", true, "1 000"]),
        (["serviceConfiguration.api.url"], ["https://x.org"]),
        (["serviceConfiguration.own"], ["%%JWT_SECRET%%"]),
        (["uiConfiguration.apiDomain"], ["x.org"]),
        (["ssh.privateKey", "ssh.proxy.privateKey"], ["hunter2", "ssh-ed25519 AAAA", "PuTTY-User-Key-File-3: x"]),
    ];

    /// <summary>What YAML makes of a value without quotes, and lists and maps where the other belongs.</summary>
    private static readonly (string[] Paths, JsonNode[] Values)[] WrongKinds =
    [
        (["ssh.user", "services.host", "services.name", "database.hostKey", "loadBalancer.tlsProtocols",
            "database.redisPassword", "database.mongoDbUri", "mail.host", "mail.sender", "registry.server",
            "versions.ui-m1", "ssh.privateKey"],
            [true, false, 7.1, -1, 1e30, new JsonObject(), new JsonArray("a"), new JsonArray()]),
        (["ssh.port", "updates.healthSeconds", "mail.sslTls", "ssh.privateKeyPassword",
            "ssh.proxy.privateKeyPassword"], [new JsonObject(), new JsonArray(1)]),
        (["ssh", "ssh.proxy", "loadBalancer", "services", "database", "certificate", "certificate.acme",
            "registry", "mail", "versions", "updates", "updates.health", "serviceConfiguration", "uiConfiguration",
            "containers", "database.tls"],
            ["text", new JsonArray(), new JsonArray(new JsonObject())]),
        (["appServers"], ["text", new JsonObject(), "10.0.0.11,10.0.0.12"]),
        (["appServers[0]", "database.allow[0]"], ["10.0.0.11"]),
    ];

    private static readonly (string Path, JsonNode?[] Values)[] Optional =
    [
        ("ssh.user", ["root", "ops", "_svc.user", "DOMAIN\\ops", "ops@example.org"]),
        ("ssh.port", [22, "2222", null]),
        ("ssh.connectAttempts", [1, "1000", ""]),
        ("loadBalancer.clientMaxBodySize", ["200m", "1G", "0", 1048576]),
        ("loadBalancer.tlsProtocols", ["TLSv1.2", "TLSv1.3", "TLSv1.2 TLSv1.3"]),
        ("loadBalancer.proxyReadTimeout", [60, "86400"]),
        ("services.user", ["ops", ""]),
        ("database.redisPassword", ["abc", "A.b_c~d-9", 12345]),
        ("database.mongoDbUri",
            ["mongodb://db.example.org,db2.example.org:27018/x?REPLICASET=r", "mongodb+srv://u:p@c.example.org/x", ""]),
        ("jwtSecret", ["abcDEF_-123", ""]),
        ("mail", [null, new JsonObject()]),
        ("mail.host", ["smtp.example.org", "10.0.0.50", ""]),
        ("mail.port", [465, "25", "", null]),
        ("mail.sslTls", [true, "false", "True"]),
        ("mail.sender", ["'Enginsight' <a@example.org>", "\u00e4\u20ac {{x}} $y \"z\""]),
        ("registry.server", ["harbor.example.org/proxy/enginsight", "10.0.0.40:5000", "REGISTRY.example.org"]),
        ("versions.ui-m1", ["7.17.12", "latest", 7]),
        ("versions", [null]),
        ("cveDatabaseImage", ["mongo:4", "10.0.0.40:5000/mongo:4.4", $"mongo@sha256:{new string('a', 64)}"]),
        ("loadBalancer.trustedProxies", [new JsonArray("10.0.1.0/24", "2001:db8::1"), new JsonArray(), null]),
        ("database.allow", [new JsonArray(new JsonObject { ["name"] = "backup", ["address"] = "10.0.5.0/24" }), null]),
        ("database.redisMaxMemory", ["1gb", ""]),
        ("updates.health.apiPath", ["/health?a=b", "/"]),
        ("updates.drainSeconds", [0, "3600"]),
        ("twoFactor", ["true", "False"]),
        ("certificate", [new JsonObject(), null]),
        ("serviceConfiguration", [new JsonObject(), null]),
        ("serviceConfiguration.sms.limit", [5, "5"]),
        ("serviceConfiguration.api.headers.X-Any", ["{{x}} \u00e4 \"'\\$", 4711, null]),
        ("uiConfiguration.recaptchaKey", ["abc"]),
    ];

    /// <summary>Every setting now and then, with values of every form that is right.</summary>
    public static Gen<JsonObject> Right { get; } = Gen.Select(
        Gen.Int[2, 6], Gen.Int[0, int.MaxValue], HostName, Gen.Bool, (count, seed, domain, named) =>
        {
            var random = new Random(seed);
            var config = new JsonObject
            {
                ["acceptEula"] = "true",
                ["appDomain"] = $"app.{domain}",
                ["apiDomain"] = $"api.{domain}",
                ["ssh"] = new JsonObject { ["privateKey"] = Config.PrivateKey },
                ["loadBalancer"] = Vm(random, 10),
                ["appServers"] = new JsonArray(
                    [.. Enumerable.Range(0, count).Select(i => AppServer(random, i, named || random.Next(2) == 0))]),
                ["services"] = Vm(random, 20),
                ["database"] = Vm(random, 30),
            };
            foreach (var option in Optional.Where(_ => random.Next(3) == 0))
                Set(config, option.Path, option.Values[random.Next(option.Values.Length)]?.DeepClone());

            return config;
        });

    /// <summary>A mistake at a setting that is always there, or at one that it brings along.</summary>
    public static Gen<Mistake> Mistakes { get; } =
        Gen.OneOf(At(WrongValues), At(WrongValues), At(WrongKinds), Unknown(), Missing());

    /// <summary>Settings that a wrong value is generated for.</summary>
    public static IEnumerable<string> Mistaken => WrongValues.Concat(WrongKinds).SelectMany(row => row.Paths);

    /// <summary>Puts a value where a path leads; what is not there yet is made.</summary>
    public static void Set(JsonObject config, string path, JsonNode? value)
    {
        JsonNode? node = config;
        var parts = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.');
        foreach (var (part, next) in parts.Zip(parts[1..]))
        {
            node = node switch
            {
                JsonArray list when Index(part) < list.Count => list[Index(part)],
                JsonObject inner when inner[part] is JsonObject or JsonArray { Count: > 0 } => inner[part],
                JsonObject inner when next == "0" => inner[part] = new JsonArray(new JsonObject()),
                JsonObject inner => inner[part] = new JsonObject(),
                _ => null, // an earlier mistake stands here
            };
        }

        if (node is JsonObject map)
            map[parts[^1]] = value;
        else if (node is JsonArray items && Index(parts[^1]) < items.Count)
            items[Index(parts[^1])] = value;
    }

    /// <summary>As Pulumi hands it to a program: texts as they are, everything else as JSON.</summary>
    public static Dictionary<string, string> ToConfig(JsonObject config) => config.ToDictionary(
        item => item.Key,
        item => item.Value is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : item.Value?.ToJsonString() ?? "");

    private static int Index(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue;

    private static JsonObject Vm(Random random, int number) => random.Next(3) switch
    {
        0 => new JsonObject { ["host"] = $"10.0.0.{number}" },
        1 => new JsonObject { ["host"] = $"vm{number}.example.org", ["address"] = $"10.0.0.{number}" },
        _ => new JsonObject { ["host"] = $"2001:db8::{number}", ["address"] = $"10.0.0.{number}", ["port"] = "22" },
    };

    private static JsonObject AppServer(Random random, int index, bool named)
    {
        var vm = Vm(random, 100 + index);
        if (named)
            vm["name"] = $"app{index + 1}";
        return vm;
    }

    private static Gen<Mistake> Unknown() => Gen.Select(
        Gen.OneOf(
            "", "ssh.", "ssh.proxy.", "loadBalancer.", "appServers[0].", "services.", "database.", "database.allow[0].",
            "certificate.", "certificate.acme.", "mail.", "registry.", "versions.", "updates.", "updates.health."),
        Gen.OneOf("zzz", "Host", "adress", "user name", "a\nb", "\u202egpj", "", Long),
        (section, key) => new Mistake(section + key, "hunter2"));

    private static Gen<Mistake> Missing() => Gen.OneOf(
        "acceptEula", "appDomain", "apiDomain", "ssh.privateKey", "loadBalancer.host", "services.host", "database.host",
        "appServers[1].host").Select(path => new Mistake(path, null));

    private static Gen<Mistake> At((string[] Paths, JsonNode[] Values)[] rows)
    {
        (string Path, JsonNode Value)[] all =
            [.. rows.SelectMany(row => row.Paths.SelectMany(path => row.Values.Select(value => (path, value))))];
        return Gen.Int[0, all.Length - 1].Select(i => new Mistake(all[i].Path, all[i].Value.DeepClone()));
    }
}
