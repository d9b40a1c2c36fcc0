using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engine.Properties;

namespace Engine.Sdk;

/// <summary>
/// Property values and plain JSON. Secrets and unknowns cannot stand in JSON: they move to the whole.
/// </summary>
internal static class PropertyJson
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The value as JSON text, spaced as the real SDK's formatter does, since texts are compared as such: unknown where
    /// it holds an unknown, a secret where it holds a secret.
    /// </summary>
    public static PropertyValue ToText(PropertyValue value)
    {
        if (value.ContainsUnknowns)
            return PropertyValue.Computed;
        PropertyValue text = Format(ToNode(value));
        return value.ContainsSecrets ? new SecretValue(text) : text;
    }

    public static JsonNode? ToNode(PropertyValue value) => value switch
    {
        NullValue => null,
        BoolValue flag => JsonValue.Create(flag.Value),
        NumberValue number => JsonValue.Create(number.Value),
        StringValue text => JsonValue.Create(text.Value),
        SecretValue secret => ToNode(secret.Element),
        ArrayValue array => new JsonArray([.. array.Items.Select(ToNode)]),
        ObjectValue map => new JsonObject(map.Map.Select(item => KeyValuePair.Create(item.Key, ToNode(item.Value)))),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} cannot be written as JSON"),
    };

    public static PropertyValue FromElement(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Array => PropertyValue.Array(json.EnumerateArray().Select(FromElement)),
        JsonValueKind.Object => new ObjectValue(new PropertyMap(
            json.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, FromElement(item.Value))))),
        _ => PropertyValue.Null,
    };

    private static string Format(JsonNode? node) => node switch
    {
        JsonArray array => Enclose("[", array.Select(Format), "]"),
        JsonObject map => Enclose("{", map.Select(item => $"{Format(item.Key)}: {Format(item.Value)}"), "}"),
        JsonValue value when value.TryGetValue<double>(out var number) =>
            number.ToString("r", CultureInfo.InvariantCulture),
        _ => node?.ToJsonString(Raw) ?? "null",
    };

    private static string Enclose(string open, IEnumerable<string> items, string close) =>
        string.Join(", ", items) is { Length: > 0 } inner ? $"{open} {inner} {close}" : $"{open} {close}";
}
