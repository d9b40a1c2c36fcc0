using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Enginsight.Infra.Settings;

/// <summary>
/// One map of the configuration. Each reader method names a key, gives its value or default, and notes a problem where
/// the value has the wrong shape; keys that nobody asked for are problems too.
/// </summary>
internal sealed class SettingsSection(
    string path, IReadOnlyDictionary<string, JsonElement> values, SettingsProblems problems)
{
    private readonly HashSet<string> _known = [];

    public string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public void Note(string key, string problem) => problems.Add(Path(key), problem);

    public bool Has(string key)
    {
        _known.Add(key);
        return values.TryGetValue(key, out var value) && value.ValueKind is not JsonValueKind.Null;
    }

    public string? Text(string key)
    {
        if (!Has(key))
            return null;
        var value = values[key];
        if (value.ValueKind is JsonValueKind.String)
            return value.GetString();
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            return value.GetRawText();
        problems.Add(Path(key), $"should be text, was a {Kind(value)}");
        return null;
    }

    public string Text(string key, string fallback) => Text(key) is { Length: > 0 } text ? text : fallback;

    /// <summary>The text of a key that has to be there; empty after noting the problem.</summary>
    public string Required(string key, string meaning)
    {
        if (Text(key) is { Length: > 0 } text)
            return text;
        if (!Has(key) || values[key].ValueKind is JsonValueKind.String)
            problems.Add(Path(key), $"is missing; it should be {meaning}");
        return "";
    }

    /// <summary>A secret of one line: it becomes a line of a file, or of a script's standard input.</summary>
    public SecretText? Secret(string key)
    {
        var secret = SecretOfLines(key);
        if (secret is not null && secret.Reveal().Any(char.IsControl))
            problems.Add(Path(key), "should be one line without control characters, is not");
        return secret;
    }

    /// <summary>A secret that may have several lines, such as a PEM key.</summary>
    public SecretText? SecretOfLines(string key)
    {
        if (Text(key) is not { Length: > 0 } text)
            return null;
        problems.NoteSecret(Path(key));
        return new SecretText(text);
    }

    public bool Flag(string key, bool fallback)
    {
        var text = Text(key);
        if (text is null)
            return fallback;
        if (bool.TryParse(text, out var flag))
            return flag;
        problems.Add(Path(key), $"should be true or false, was '{text}'");
        return fallback;
    }

    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text)
            return null;
        var ok = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (ok && number >= least && number <= most)
            return number;
        problems.Add(Path(key), $"should be a whole number from {least} to {most}, was '{text}'");
        return null;
    }

    public SettingsSection Section(string key)
    {
        if (!Has(key))
            return new SettingsSection(Path(key), new Dictionary<string, JsonElement>(), problems);
        return Of(Path(key), values[key], problems);
    }

    public IReadOnlyList<SettingsSection> List(string key)
    {
        if (!Has(key))
            return [];
        var value = values[key];
        if (value.ValueKind is JsonValueKind.Array)
            return [.. value.EnumerateArray().Select((item, i) => Of($"{Path(key)}[{i}]", item, problems))];
        problems.Add(Path(key), $"should be a list, was a {Kind(value)}");
        return [];
    }

    /// <summary>A list of texts.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (!Has(key))
            return [];
        var value = values[key];
        if (value.ValueKind is not JsonValueKind.Array)
            problems.Add(Path(key), $"should be a list, was a {Kind(value)}");
        else if (value.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.String))
            problems.Add(Path(key), "should be a list of texts");
        else
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        return [];
    }

    /// <summary>Notes every key that no reader method has asked for, with the nearest one that was.</summary>
    public void RejectUnknown(string what = "key")
    {
        foreach (var key in values.Keys.Where(key => !_known.Contains(key)))
        {
            var nearest = NearestName.Of(key, _known);
            var hint = nearest is null
                ? $"known are {string.Join(", ", _known.Order())}"
                : $"did you mean '{nearest}'?";
            problems.Add(Path(key), $"is not a known {what}; {hint}");
        }
    }

    private static SettingsSection Of(string path, JsonElement value, SettingsProblems problems)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return new SettingsSection(path, value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), problems);
        problems.Add(path, $"should be a map of settings, was a {Kind(value)}");
        return new SettingsSection(path, new Dictionary<string, JsonElement>(), problems);
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "map",
        JsonValueKind.Array => "list",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "text",
    };
}
