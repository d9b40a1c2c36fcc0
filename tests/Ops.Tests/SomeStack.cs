using System.Security.Cryptography;
using System.Text.Json;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Tests;

/// <summary>Settings of a stack with a key and two app servers.</summary>
internal static class SomeStack
{
    /// <summary>A key that nobody has.</summary>
    public static string PrivateKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem();

    /// <param name="more">Further configuration keys, or others in the place of these.</param>
    public static StackSettings Settings(params (string Key, string Value)[] more)
    {
        var values = new Dictionary<string, string>
        {
            ["acceptEula"] = "true",
            ["appDomain"] = "app.example.org",
            ["apiDomain"] = "api.example.org",
            ["ssh"] = JsonSerializer.Serialize(new { privateKey = PrivateKey }),
            ["loadBalancer"] = """{"host":"192.0.2.10","address":"10.0.0.10"}""",
            ["appServers"] = """[{"name":"app1","host":"10.0.0.11"},{"name":"app2","host":"10.0.0.12"}]""",
            ["services"] = """{"host":"10.0.0.20"}""",
            ["database"] = """{"host":"10.0.0.30"}""",
        };
        foreach (var (key, value) in more)
            values[key] = value;
        return SettingsReader.Read(values);
    }
}
