using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Floor.Yaml;

/// <summary>
/// YAML documents as JSON values; plain scalars are typed as Pulumi's YAML reader types them. In a stack file a map
/// with the single key <c>secure</c> is a secret, which is one value.
/// </summary>
internal static partial class YamlValues
{
    private const string Secure = "secure";

    /// <summary>Parses a file of one document; null where it is empty.</summary>
    /// <exception cref="UserFileException">The text is no YAML map; the message names file and line.</exception>
    public static YamlMappingNode? Parse(string text, string file)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode switch
            {
                YamlMappingNode map => map,
                YamlScalarNode { Value: "" or null } => null,
                _ => throw new UserFileException($"could not read {file}: it must hold a map"),
            };
        }
        catch (YamlException error)
        {
            throw new UserFileException(
                $"could not read {file}: line {error.Start.Line}, column {error.Start.Column}: {error.Message}", error);
        }
    }

    public static YamlNode? Get(this YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    public static string? GetText(this YamlMappingNode map, string key) => (map.Get(key) as YamlScalarNode)?.Value;

    /// <summary>The value of a node; null for YAML's null.</summary>
    /// <exception cref="UserFileException">JSON has no such value.</exception>
    public static JsonNode? ToValue(YamlNode node) => node switch
    {
        YamlScalarNode scalar => ToValue(scalar),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToValue)]),
        YamlMappingNode map => new JsonObject(
            map.Children.Select(item => KeyValuePair.Create(KeyOf(item.Key), ToValue(item.Value)))),
        _ => throw new UserFileException($"the YAML at line {node.Start.Line} has no value"),
    };

    public static JsonNode Secret(string ciphertext) => new JsonObject { [Secure] = ciphertext };

    public static bool IsSecret([NotNullWhen(true)] JsonNode? value) => CiphertextOf(value) is not null;

    /// <summary>The ciphertext of a secret; null for any other value.</summary>
    public static string? CiphertextOf(JsonNode? value) =>
        value is JsonObject { Count: 1 } map && map[Secure] is JsonValue text
            && text.GetValueKind() is JsonValueKind.String
                ? (string?)text
                : null;

    /// <summary>A number as Pulumi hands it to programs, so that an unquoted 7.10 is 7.1.</summary>
    public static string NumberText(double number) =>
        number.ToString(double.IsInteger(number) ? "F0" : "R", CultureInfo.InvariantCulture);

    private static string KeyOf(YamlNode key) => key is YamlScalarNode scalar
        ? scalar.Value ?? ""
        : throw new UserFileException($"the YAML at line {key.Start.Line} has a key that is no text");

    private static JsonNode? ToValue(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return text;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when Number().IsMatch(text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => number,
            _ => text,
        };
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*|(0|[1-9][0-9]*)?\.[0-9]+|(0|[1-9][0-9]*)\.)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
