using System.Text.Json;
using System.Text.Json.Nodes;

namespace Enginsight.Ops.Stacks;

/// <summary>Values of an exported state.</summary>
internal static class StateJson
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>The value with its secrets, which an export marks, as plain values. Null for JSON's null.</summary>
    public static JsonNode? Reveal(JsonNode? value) => value switch
    {
        JsonObject secret when IsSecret(secret) => Reveal(Parse(secret)),
        JsonObject item => new JsonObject(item.Select(pair => KeyValuePair.Create(pair.Key, Reveal(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reveal)]),
        _ => value?.DeepClone(),
    };

    public static bool IsSecret(JsonNode? value) => value is JsonObject item && Text(item[Signature]) == Secret;

    /// <summary>A text, or null where the value is missing or something else.</summary>
    public static string? Text(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : null;

    private static JsonNode? Parse(JsonObject secret) => Text(secret["plaintext"]) is { } plain
        ? JsonNode.Parse(plain)
        : throw new OpsException("the state's secrets are still encrypted");
}
