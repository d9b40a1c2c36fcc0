using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Enginsight.Infra.Settings;
using YamlDotNet.Serialization;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>The documented example is a stack file that works, and documents every key.</summary>
public partial class ExampleFileTests
{
    [Fact]
    public void Example_WithTheSecretsThatItAsksFor_IsValid()
    {
        var config = StackFile.Read("example");
        config["ssh"] = config["ssh"].Replace(
            "{", $$"""{"privateKey":{{JsonSerializer.Serialize(Config.PrivateKey)}},""", StringComparison.Ordinal);

        Assert.Equal(2, SettingsReader.Read(config).AppServers.Length);
    }

    /// <summary>Where a comment calls the value beside it the default, leaving the line out changes nothing.</summary>
    [Theory]
    [MemberData(nameof(StatedDefaults))]
    public void Example_StatedDefault_IsTheDefault(string path)
    {
        var stated = StackFile.Read("example");
        stated["ssh"] = stated["ssh"].Replace(
            "{", $$"""{"privateKey":{{JsonSerializer.Serialize(Config.PrivateKey)}},""", StringComparison.Ordinal);
        var without = new Dictionary<string, string>(stated);
        if (path.Split('.') is [var section, var key])
        {
            var map = JsonNode.Parse(without[section])!.AsObject();
            Assert.True(map.Remove(key), $"{path} is not where the example file's layout has it");
            without[section] = map.ToJsonString();
        }
        else
        {
            Assert.True(without.Remove(path), $"{path} is not where the example file's layout has it");
        }

        Assert.Equal(Text(SettingsReader.Read(without)), Text(SettingsReader.Read(stated)));
    }

    public static TheoryData<string> StatedDefaults()
    {
        var paths = new TheoryData<string> { "versions", "certificate" };
        var section = "";
        foreach (var line in File.ReadLines(StackFile.PathOf("example")))
        {
            var top = TopLevelKey().Match(line);
            if (top.Success)
                section = top.Groups["key"].Value;
            var stated = StatedDefault().Match(line);
            if (stated.Success && Says(stated.Groups["default"].Value, stated.Groups["value"].Value))
                paths.Add(top.Success ? section : $"{section}.{stated.Groups["key"].Value}");
        }

        return paths;
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

    /// <summary>"default" alone means the value; so do the value itself and words that can mean nothing else.</summary>
    private static bool Says(string comment, string value) =>
        comment.Length == 0 || comment == value.Trim('"') || (comment, value) is ("empty", "\"\"") or ("both", _);

    /// <summary>All settings, secrets apart: records with lists in them are equal only to themselves.</summary>
    private static string Text(StackSettings settings) => JsonSerializer.Serialize(settings);

    [GeneratedRegex(@"^  enginsight-infra:(?<key>\w+):")]
    private static partial Regex TopLevelKey();

    [GeneratedRegex(@"^ +(enginsight-infra:)?(?<key>\w+): (?<value>.*?) +# default(: (?<default>[^;]*))?(;.*)?$")]
    private static partial Regex StatedDefault();
}

internal static class StackFile
{
    private const string Namespace = "enginsight-infra:";

    public static string PathOf(string stack) => ProjectFolder.At("stacks", $"Pulumi.{stack}.yaml");

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
