using System.Text.Json;
using System.Text.Json.Nodes;
using Engine.Properties;
using Floor.Yaml;

namespace Engine.Workspace;

/// <summary>Values of a stack file as the engine's, and back. A secret is a SecretValue of its ciphertext.</summary>
internal static class ConfigValues
{
    public static PropertyValue Of(JsonNode? node) => node switch
    {
        null => PropertyValue.Null,
        _ when YamlValues.CiphertextOf(node) is { } ciphertext => new SecretValue(ciphertext),
        JsonObject map => new ObjectValue(new PropertyMap(
            map.Select(item => KeyValuePair.Create(item.Key, Of(item.Value))))),
        JsonArray list => PropertyValue.Array(list.Select(Of)),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.Number => (double)node,
            JsonValueKind.String => (string)node!,
            _ => (bool)node,
        },
    };

    public static JsonNode? NodeOf(PropertyValue value) => value switch
    {
        NullValue => null,
        BoolValue flag => flag.Value,
        NumberValue number => number.Value,
        StringValue text => text.Value,
        SecretValue { Element: StringValue ciphertext } => YamlValues.Secret(ciphertext.Value),
        ArrayValue list => new JsonArray([.. list.Items.Select(NodeOf)]),
        ObjectValue map => new JsonObject(map.Map.Select(item => KeyValuePair.Create(item.Key, NodeOf(item.Value)))),
        _ => throw new InvalidOperationException($"no YAML form for {value.GetType().Name}"),
    };
}
