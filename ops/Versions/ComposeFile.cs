using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Enginsight.Ops.Versions;

/// <summary>The image of a service, as a compose file has it after its variables were filled in.</summary>
internal sealed record ComposeImage(string Service, string Image);

/// <summary>A docker-compose.yml of whatever age: of it, the images.</summary>
internal static partial class ComposeFile
{
    /// <returns>The images in the file's order; null where the text is no compose file.</returns>
    /// <exception cref="OpsException">It looks like one and is no valid YAML.</exception>
    public static ImmutableArray<ComposeImage>? Images(
        string text, string source, IReadOnlyDictionary<string, string>? variables = null)
    {
        var services = Services(text, source);
        return services is null
            ? null
            :
            [
                .. from service in services.Children
                   let name = (service.Key as YamlScalarNode)?.Value
                   let image = (Child(service.Value, "image") as YamlScalarNode)?.Value
                   where name is not null && !string.IsNullOrWhiteSpace(image)
                   select new ComposeImage(
                       name, Fill(image.Trim(), variables ?? ImmutableDictionary<string, string>.Empty)),
            ];
    }

    /// <summary>The lines of a .env file beside a compose file.</summary>
    public static IReadOnlyDictionary<string, string> Variables(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match line in Assignment().Matches(text.ReplaceLineEndings("\n")))
            variables[line.Groups["name"].Value] = line.Groups["value"].Value.Trim().Trim('"', '\'');
        return variables;
    }

    private static YamlMappingNode? Services(string text, string source)
    {
        YamlNode? root;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text.TrimStart('\uFEFF')));
            root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            return ServicesKey().IsMatch(text)
                ? throw new OpsException($"{source} is not valid YAML, line {e.Start.Line}")
                : null;
        }

        // The first version of the format has the services at the top.
        return Child(root, "services") as YamlMappingNode
            ?? (root is YamlMappingNode map && map.Children.Values.Any(node => Child(node, "image") is not null)
                ? map
                : null);
    }

    /// <summary>A key of a map, also of one that it takes over with &lt;&lt;.</summary>
    private static YamlNode? Child(YamlNode? node, string key) => node is not YamlMappingNode map
        ? null
        : map.Children.TryGetValue(new YamlScalarNode(key), out var child)
            ? child
            : map.Children.TryGetValue(new YamlScalarNode("<<"), out var merged) ? Child(merged, key) : null;

    /// <summary>What cannot be filled in stays as it is.</summary>
    private static string Fill(string text, IReadOnlyDictionary<string, string> variables) =>
        Variable().Replace(text, match => variables.TryGetValue(match.Groups["name"].Value, out var value)
            && (value.Length > 0 || !match.Groups["default"].Success)
            ? value
            : match.Groups["default"].Success ? match.Groups["default"].Value : match.Value);

    [GeneratedRegex(@"^['""]?services['""]?\s*:", RegexOptions.Multiline)]
    private static partial Regex ServicesKey();

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_]\w*)(?::?-(?<default>[^}]*)|:?\?[^}]*)?\}|(?<name>[A-Za-z_]\w*))")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
