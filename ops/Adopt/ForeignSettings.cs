using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Adopt;

/// <summary>What somebody has changed in config.json beyond what has a setting of its own.</summary>
internal static partial class ForeignSettings
{
    /// <summary>Values that differ from the vendor's, by their paths as config set takes them.</summary>
    public static IEnumerable<(string Path, JsonElement Value)> In(JsonElement configuration)
    {
        using var template = JsonDocument.Parse(ServiceConfiguration.Template(null, false, Overlay.Empty));
        var vendor = Leaves("", template.RootElement).ToDictionary(leaf => leaf.Path, leaf => Text(leaf.Value));
        return
        [
            .. Leaves("", configuration).Where(leaf =>
                !VendorFile.ConfigJson.Elsewhere.ContainsKey(leaf.Path)
                && vendor.GetValueOrDefault(leaf.Path, "") != Text(leaf.Value)),
        ];
    }

    /// <summary>Text of a value, without quotes.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static IEnumerable<(string Path, JsonElement Value)> Leaves(string path, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(item => Leaves(Join(path, item.Name), item.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Leaves($"{path}[{i}]", item)),
            JsonValueKind.Null => [],
            _ => [(path, element)],
        };

    private static string Join(string path, string name) => (path.Length, Simple().IsMatch(name)) switch
    {
        (0, _) => name,
        (_, true) => $"{path}.{name}",
        _ => $"{path}[\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]",
    };

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex Simple();
}
