using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tests.Shared.Sites;

/// <summary>Stack configurations as Pulumi hands them to a program: keys to text, maps and lists as JSON.</summary>
public static class Config
{
    /// <summary>A key that nobody has.</summary>
    public static string PrivateKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem();

    /// <summary>A complete site with two app servers, given as management and internal addresses.</summary>
    public static Dictionary<string, string> Site() => new()
    {
        ["acceptEula"] = "true",
        ["appDomain"] = "app.example.org",
        ["apiDomain"] = "api.example.org",
        ["ssh"] = JsonSerializer.Serialize(new { privateKey = PrivateKey, user = "ops" }),
        ["loadBalancer"] = """{"host":"192.0.2.10","address":"10.0.0.10"}""",
        ["appServers"] =
            """[{"name":"app1","host":"192.0.2.11","address":"10.0.0.11"},"""
            + """{"name":"app2","host":"192.0.2.12","address":"10.0.0.12"}]""",
        ["services"] = """{"host":"192.0.2.20","address":"10.0.0.20"}""",
        ["database"] = """{"host":"192.0.2.30","address":"10.0.0.30"}""",
    };

    /// <summary>The same with two load balancers.</summary>
    public static Dictionary<string, string> Pair()
    {
        var config = With("loadBalancer", null);
        config["loadBalancers"] = """
            [{"name":"lb1","host":"192.0.2.10","address":"10.0.0.10"},
            {"name":"lb2","host":"192.0.2.13","address":"10.0.0.13"}]
            """;
        config["virtualAddress"] = "10.0.0.9";
        return config;
    }

    /// <summary>The same with three database VMs.</summary>
    public static Dictionary<string, string> Members() => With("database", """
        {"members":[{"name":"db1","host":"192.0.2.30","address":"10.0.0.30"},
        {"name":"db2","host":"192.0.2.31","address":"10.0.0.31"},
        {"name":"db3","host":"192.0.2.32","address":"10.0.0.32"}]}
        """);

    /// <summary>The same, with redis on each of them.</summary>
    public static Dictionary<string, string> MembersWithRedis()
    {
        var config = Members();
        config["database"] = config["database"].Trim()[..^1] + ",\"virtualAddress\":\"10.0.0.29\"}";
        return config;
    }

    /// <summary>The site with one top-level key replaced, or removed where the value is null.</summary>
    public static Dictionary<string, string> With(string key, string? value)
    {
        var config = Site();
        if (value is null)
            config.Remove(key);
        else
            config[key] = value;
        return config;
    }

    /// <summary>
    /// The site with one value inside a map or list replaced; the path is as in `pulumi config set --path`.
    /// </summary>
    public static Dictionary<string, string> WithPath(string path, JsonNode? value)
    {
        var config = Site();
        var parts = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.');
        var root = config.TryGetValue(parts[0], out var text) ? JsonNode.Parse(text)! : new JsonObject();
        var node = root;
        foreach (var part in parts[1..^1])
            node = int.TryParse(part, out var index) ? node[index]! : node[part]!;
        node[parts[^1]] = value;
        config[parts[0]] = root.ToJsonString();
        return config;
    }

    /// <summary>The site with so many app servers: app1, app2 and on.</summary>
    public static Dictionary<string, string> WithAppServers(int count) => With("appServers", JsonSerializer.Serialize(
        Enumerable.Range(0, count)
            .Select(i => new { name = $"app{i + 1}", host = $"10.1.{i / 200}.{10 + (i % 200)}" })));
}
