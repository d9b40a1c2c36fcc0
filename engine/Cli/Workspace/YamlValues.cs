using System.Globalization;
using System.Text.RegularExpressions;
using Engine.Properties;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Engine.Workspace;

/// <summary>YAML documents as values; plain scalars are typed as Pulumi's YAML reader types them.</summary>
internal static partial class YamlValues
{
    /// <summary>Parses a file of one document; null where it is empty.</summary>
    /// <exception cref="EngineException">The text is no YAML map; the message names file and line.</exception>
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
                _ => throw new EngineException($"could not read {file}: it must hold a map"),
            };
        }
        catch (YamlException error)
        {
            throw new EngineException(
                $"could not read {file}: line {error.Start.Line}, column {error.Start.Column}: {error.Message}",
                inner: error);
        }
    }

    public static YamlNode? Get(this YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    public static string? GetText(this YamlMappingNode map, string key) => (map.Get(key) as YamlScalarNode)?.Value;

    /// <summary>The value of a node; a map with the single key <c>secure</c> is a secret of the ciphertext.</summary>
    public static PropertyValue ToValue(YamlNode node) => node switch
    {
        YamlScalarNode scalar => ToValue(scalar),
        YamlSequenceNode list => PropertyValue.Array(list.Children.Select(ToValue)),
        YamlMappingNode { Children.Count: 1 } map when map.Get("secure") is YamlScalarNode secure =>
            new SecretValue(secure.Value ?? ""),
        YamlMappingNode map => new ObjectValue(new PropertyMap(map.Children.Select(item =>
            KeyValuePair.Create(((YamlScalarNode)item.Key).Value ?? "", ToValue(item.Value))))),
        _ => throw new EngineException($"YAML node at line {node.Start.Line} has no value"),
    };

    private static PropertyValue ToValue(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return text;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => PropertyValue.Null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when Number().IsMatch(text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*|(0|[1-9][0-9]*)?\.[0-9]+|(0|[1-9][0-9]*)\.)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
