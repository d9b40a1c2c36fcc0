using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>
/// Goes through a map that is laid over a file of the vendor's. A value takes the kind that the vendor's has, whatever
/// YAML or the command line have made of it; a secret goes into a file of its own, and leaves a placeholder.
/// </summary>
internal sealed partial class OverlayReader(VendorFile file, bool isEncrypted, SettingsProblems problems)
{
    private readonly SortedDictionary<string, SecretText> _secrets = new(StringComparer.Ordinal);

    public Overlay Read(string root, JsonElement map)
    {
        var values = Map(root, "", map);
        return new Overlay(
            JsonSerializer.SerializeToElement(values),
            _secrets.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Whether the last name of a path is one that passwords and the like go by.</summary>
    public static bool LooksSecret(string path) => SecretName().IsMatch(path[(path.LastIndexOf('.') + 1)..]);

    /// <summary>Whether a text would be taken for a placeholder on the VM.</summary>
    public static bool HasPlaceholder(string text) => Placeholder().IsMatch(text);

    /// <param name="shown">Path for messages, which begins with the setting's key.</param>
    /// <param name="path">Path in the vendor's file.</param>
    private JsonObject Map(string shown, string path, JsonElement map)
    {
        var result = new JsonObject();
        foreach (var item in map.EnumerateObject())
        {
            var itemShown = $"{shown}.{Shown.Cut(item.Name)}";
            var itemPath = path.Length == 0 ? item.Name : $"{path}.{item.Name}";
            if (file.Elsewhere.TryGetValue(itemPath, out var instead))
                problems.Add(itemShown, $"should not be set here: {instead}");
            else if (item.Name.Length == 0 || Placeholder().IsMatch(item.Name))
                problems.Add(itemShown, "should have a name, without %%: that begins a placeholder");
            else
                result[item.Name] = Value(itemShown, itemPath, item.Value);
        }

        return result;
    }

    private JsonNode? Value(string shown, string path, JsonElement value)
    {
        var kind = file.KindOf(path);
        if (kind is not null && value.ValueKind is not JsonValueKind.Null && !Fits(kind.Value, value))
        {
            problems.Add(shown, $"should be {Name(kind.Value)} as in the vendor's {file.Name}, was "
                + SettingsSection.Kind(value));
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => Map(shown, path, value),
            JsonValueKind.Array => new JsonArray(
                [.. value.EnumerateArray().Select((item, i) => Value($"{shown}[{i}]", $"{path}[{i}]", item))]),
            _ => Scalar(shown, path, kind, value),
        };
    }

    private JsonNode? Scalar(string shown, string path, JsonValueKind? kind, JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (kind is JsonValueKind.Number or JsonValueKind.True)
            return JsonNode.Parse(text.Trim().ToLowerInvariant());
        if (kind is null && value.ValueKind is not JsonValueKind.String)
            return JsonNode.Parse(text);
        if (Placeholder().IsMatch(text))
            problems.Add(shown, "should not have %% in it: that begins a placeholder");
        var looksSecret = file.HoldsSecrets && LooksSecret(path);
        if (text.Length == 0 || !(isEncrypted || looksSecret))
            return JsonValue.Create(text);
        if (looksSecret)
            problems.NoteSecret(shown);
        if (SettingsSection.WhyNoLine(text) is { } reason)
            problems.Add(shown, reason);
        return JsonValue.Create($"%%{Keep(path, text)}%%");
    }

    /// <summary>Paths that differ only in what a placeholder's name cannot have get two names, too.</summary>
    private string Keep(string path, string secret)
    {
        var name = "SERVICE_" + NoNamePart().Replace(WordStart().Replace(path, "_"), "_").ToUpperInvariant();
        while (!_secrets.TryAdd(name, new SecretText(secret)))
            name += "_";
        return name;
    }

    private static bool Fits(JsonValueKind kind, JsonElement value) => kind switch
    {
        JsonValueKind.Object => value.ValueKind is JsonValueKind.Object,
        JsonValueKind.Number => value.ValueKind is JsonValueKind.Number
            || (value.ValueKind is JsonValueKind.String && JsonNumber().IsMatch(value.GetString()!.Trim())),
        JsonValueKind.True => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            || (value.ValueKind is JsonValueKind.String && bool.TryParse(value.GetString(), out _)),
        _ => value.ValueKind is JsonValueKind.String || (value.ValueKind is JsonValueKind.Number
            && value.GetRawText().All(char.IsAsciiDigit)),
    };

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "a map",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true or false",
        _ => "text (in quotes)",
    };

    [GeneratedRegex("%%[A-Z_]+%%")]
    private static partial Regex Placeholder();

    [GeneratedRegex("secret|pass(word|phrase)?$|token|api_?key|private_?key|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex NoNamePart();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();
}
