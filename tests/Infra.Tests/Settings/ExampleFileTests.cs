using System.Text.Json;
using Enginsight.Infra.Settings;
using YamlDotNet.Serialization;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>The documented example is a stack file that works, and documents every key.</summary>
public class ExampleFileTests
{
    [Fact]
    public void Example_WithTheSecretsThatItAsksFor_IsValid()
    {
        var config = StackFile.Read("example");
        config["ssh"] = config["ssh"].Replace(
            "{", $$"""{"privateKey":{{JsonSerializer.Serialize(Config.PrivateKey)}},""", StringComparison.Ordinal);

        Assert.Equal(2, SettingsReader.Read(config).AppServers.Length);
    }

    [Fact]
    public void Example_StatesTheDefaults()
    {
        var config = StackFile.Read("example");
        config["ssh"] = JsonSerializer.Serialize(new { privateKey = Config.PrivateKey });
        var stated = SettingsReader.Read(config);
        foreach (var key in new[] { "versions", "updates", "registry", "cveDatabaseImage", "twoFactor", "certificate" })
            config.Remove(key);
        var defaults = SettingsReader.Read(config);

        Assert.Equal(defaults.Versions.Tags, stated.Versions.Tags);
        Assert.Equal(defaults.Updates, stated.Updates);
        Assert.Equal(defaults.Registry, stated.Registry);
        Assert.Equal(defaults.TwoFactor, stated.TwoFactor);
        Assert.Equal(defaults.Certificate, stated.Certificate);
        Assert.Equal(defaults.LoadBalancer with { Vm = stated.LoadBalancer.Vm }, stated.LoadBalancer);
    }

    [Theory]
    [MemberData(nameof(KnownKeys))]
    public void Example_NamesEveryKeyThatTheReaderKnows(string key)
    {
        Assert.Contains($"{key}:", File.ReadAllText(StackFile.PathOf("example")), StringComparison.Ordinal);
    }

    /// <summary>Keys, as the reader itself lists them when it meets an unknown one.</summary>
    public static TheoryData<string> KnownKeys()
    {
        const string nonsense = "zzzzzzzzzzzzzzzzzz";
        var config = Config.Site();
        config[nonsense] = "1";
        foreach (var section in new[]
        {
            "ssh", "loadBalancer", "services", "database", "registry", "mail", "updates", "certificate",
        })
        {
            var text = config.GetValueOrDefault(section, "{}");
            var comma = text == "{}" ? "" : ",";
            config[section] = text.Replace("{", $"{{\"{nonsense}\":\"1\"{comma}", StringComparison.Ordinal);
        }

        var problems = Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;
        return [.. problems
            .Select(problem => problem.Split("known are ")[1])
            .SelectMany(list => list.Split(", "))
            .Where(key => key is not "lab" and not "network" and not "registryAddress")
            .Distinct()
            .Order()];
    }
}

internal static class StackFile
{
    private const string Namespace = "enginsight-infra:";

    public static string PathOf(string stack)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pulumi.yaml")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "stacks", $"Pulumi.{stack}.yaml");
    }

    /// <summary>A stack file as the program sees it.</summary>
    public static Dictionary<string, string> Read(string stack)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var file = yaml.Deserialize<Dictionary<string, object>>(File.ReadAllText(PathOf(stack)));
        return ((Dictionary<object, object>)file["config"]).ToDictionary(
            item => item.Key.ToString()![Namespace.Length..],
            item => item.Value as string ?? JsonSerializer.Serialize(Plain(item.Value)));
    }

    private static object? Plain(object? value) => value switch
    {
        Dictionary<object, object> map => map.ToDictionary(item => item.Key.ToString()!, item => Plain(item.Value)),
        List<object> list => list.Select(Plain).ToArray(),
        _ => value,
    };
}
