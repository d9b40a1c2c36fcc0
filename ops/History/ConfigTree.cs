using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Enginsight.Ops.History;

/// <param name="IsSecret">Whether the text is a ciphertext.</param>
internal sealed record ConfigLeaf(string Text, bool IsSecret)
{
    public string Shown => IsSecret ? "[secret]" : Text;
}

/// <summary>A stack's configuration without its layout: every value is text, as a program sees it.</summary>
internal sealed class ConfigTree : IEquatable<ConfigTree>
{
    private const string Secure = "secure";

    private ConfigTree(JsonObject root)
    {
        Root = root;
        Leaves = new Dictionary<string, ConfigLeaf>(Flatten("", root), StringComparer.Ordinal);
    }

    /// <summary>Full key to a text, a map or a list; a secret is a map of secure and its ciphertext.</summary>
    public JsonObject Root { get; }

    /// <summary>Path to value, such as enginsight-infra:appServers[0].host.</summary>
    public IReadOnlyDictionary<string, ConfigLeaf> Leaves { get; }

    public static ConfigTree FromJson(JsonElement config) =>
        new(config.ValueKind is JsonValueKind.Object ? (JsonObject)Texts(config)! : []);

    /// <summary>The config section of a stack file.</summary>
    /// <exception cref="OpsException">It is no valid YAML.</exception>
    public static ConfigTree FromStackFile(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new OpsException($"the stack file is not valid YAML, line {e.Start.Line}");
        }

        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root
            && root.Children.TryGetValue(new YamlScalarNode("config"), out var config) && config is YamlMappingNode map
            ? new((JsonObject)Texts(map)!)
            : new([]);
    }

    public bool Equals(ConfigTree? other) => other is not null && Leaves.Count == other.Leaves.Count
        && Leaves.All(leaf => other.Leaves.TryGetValue(leaf.Key, out var value) && value == leaf.Value);

    public override bool Equals(object? obj) => Equals(obj as ConfigTree);

    public override int GetHashCode() => Leaves.Count;

    public static bool IsSecret(JsonNode? node) =>
        node is JsonObject { Count: 1 } map && map.TryGetPropertyValue(Secure, out var text) && text is JsonValue;

    private static JsonNode? Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(
            element.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, Texts(item.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Texts)]),
        JsonValueKind.String => JsonValue.Create(element.GetString()),
        JsonValueKind.Null => JsonValue.Create(""),
        _ => JsonValue.Create(element.GetRawText()),
    };

    private static JsonNode? Texts(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(item => KeyValuePair.Create(((YamlScalarNode)item.Key).Value!, Texts(item.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Texts)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
    };

    private static IEnumerable<KeyValuePair<string, ConfigLeaf>> Flatten(string path, JsonNode? node) => node switch
    {
        _ when IsSecret(node) => [KeyValuePair.Create(path, new ConfigLeaf((string)node![Secure]!, true))],
        JsonObject map => map.SelectMany(
            item => Flatten(path.Length == 0 ? item.Key : $"{path}.{item.Key}", item.Value)),
        JsonArray list => list.SelectMany((item, i) => Flatten($"{path}[{i}]", item)),
        _ => [KeyValuePair.Create(path, new ConfigLeaf((string)node!, false))],
    };
}
