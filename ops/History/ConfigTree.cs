using System.Text.Json;
using System.Text.Json.Nodes;
using Floor;
using Floor.Yaml;
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
    /// <summary>Between the keys of a path; no key has it.</summary>
    private const char Separator = '\0';

    private ConfigTree(JsonObject root)
    {
        Root = root;
        Leaves = new Dictionary<string, ConfigLeaf>(Flatten("", root), StringComparer.Ordinal);
        Values = new Dictionary<string, JsonNode>(ValuesOf([], root), StringComparer.Ordinal);
    }

    /// <summary>Full key to a text, a map or a list; a secret is a map of secure and its ciphertext.</summary>
    public JsonObject Root { get; }

    /// <summary>Path to value, such as enginsight-infra:appServers[0].host.</summary>
    public IReadOnlyDictionary<string, ConfigLeaf> Leaves { get; }

    /// <summary>What can change by itself: each text, secret, and list as a whole, by its path of map keys.</summary>
    public IReadOnlyDictionary<string, JsonNode> Values { get; }

    public static ConfigTree FromJson(JsonElement config) =>
        new(config.ValueKind is JsonValueKind.Object ? (JsonObject)Texts(JsonObject.Create(config))! : []);

    /// <summary>The config section of a stack file.</summary>
    /// <exception cref="UserFileException">It is no valid YAML.</exception>
    public static ConfigTree FromStackFile(string text) =>
        YamlValues.Parse(text, "the stack file")?.Get("config") is YamlMappingNode map
            ? new((JsonObject)Texts(YamlValues.ToValue(map))!)
            : new([]);

    /// <summary>The same with other values.</summary>
    /// <param name="changes">Keys of <see cref="Values"/>; null takes a value away.</param>
    public ConfigTree With(IEnumerable<KeyValuePair<string, JsonNode?>> changes)
    {
        var root = (JsonObject)Root.DeepClone();
        foreach (var (path, value) in changes)
            Set(root, path.Split(Separator), value);
        return new ConfigTree(root);
    }

    /// <summary>Whether two configurations have the same at a path, which may be nothing.</summary>
    public bool HasSameAt(string path, ConfigTree other) =>
        JsonNode.DeepEquals(Values.GetValueOrDefault(path), other.Values.GetValueOrDefault(path));

    /// <summary>The paths at which two configurations differ.</summary>
    public IEnumerable<string> DifferencesTo(ConfigTree other) => Values.Keys.Union(other.Values.Keys)
        .Where(path => !HasSameAt(path, other)).Order(StringComparer.Ordinal);

    /// <summary>A path as an operator writes it.</summary>
    public static string Shown(string path) => path.Replace(Separator, '.');

    public bool Equals(ConfigTree? other) => other is not null && Leaves.Count == other.Leaves.Count
        && Leaves.All(leaf => other.Leaves.TryGetValue(leaf.Key, out var value) && value == leaf.Value);

    public override bool Equals(object? obj) => Equals(obj as ConfigTree);

    public override int GetHashCode() => Leaves.Count;

    /// <summary>A map that has lost its last value goes with it.</summary>
    private static void Set(JsonObject map, ReadOnlySpan<string> path, JsonNode? value)
    {
        var key = path[0];
        if (path.Length > 1)
        {
            if (map[key] is not JsonObject inner || YamlValues.IsSecret(inner))
                map[key] = inner = [];
            Set(inner, path[1..], value);
            if (inner.Count == 0)
                map.Remove(key);
        }
        else if (value is null)
        {
            map.Remove(key);
        }
        else
        {
            map[key] = value.DeepClone();
        }
    }

    private static JsonNode? Texts(JsonNode? node) => node switch
    {
        null => "",
        JsonObject map => new JsonObject(map.Select(item => KeyValuePair.Create(item.Key, Texts(item.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Texts)]),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.Number => YamlValues.NumberText((double)node),
            JsonValueKind.String => (string)node!,
            _ => node.ToJsonString(),
        },
    };

    private static IEnumerable<KeyValuePair<string, ConfigLeaf>> Flatten(string path, JsonNode? node) => node switch
    {
        _ when YamlValues.CiphertextOf(node) is { } ciphertext =>
            [KeyValuePair.Create(path, new ConfigLeaf(ciphertext, true))],
        JsonObject map => map.SelectMany(
            item => Flatten(path.Length == 0 ? item.Key : $"{path}.{item.Key}", item.Value)),
        JsonArray list => list.SelectMany((item, i) => Flatten($"{path}[{i}]", item)),
        _ => [KeyValuePair.Create(path, new ConfigLeaf((string)node!, false))],
    };

    private static IEnumerable<KeyValuePair<string, JsonNode>> ValuesOf(string[] path, JsonNode? node) => node switch
    {
        JsonObject map when !YamlValues.IsSecret(map) =>
            map.SelectMany(item => ValuesOf([.. path, item.Key], item.Value)),
        _ => [KeyValuePair.Create(string.Join(Separator, path), node!)],
    };
}
