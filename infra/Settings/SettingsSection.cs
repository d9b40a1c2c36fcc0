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

    public IEnumerable<string> Keys => values.Keys;

    public string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public void Note(string key, string problem) => problems.Add(Path(key), problem);

    /// <summary>A key whose lines are all comments is null in YAML, or empty text: as if not there.</summary>
    public bool Has(string key)
    {
        _known.Add(key);
        return values.TryGetValue(key, out var value) && value.ValueKind is not JsonValueKind.Null
            && !(value.ValueKind is JsonValueKind.String && value.GetString()!.Length == 0);
    }

    /// <summary>The value of a key that is there, as it is.</summary>
    public JsonElement Value(string key) => values[key];

    /// <summary>
    /// A text. A whole number will do, because <c>config set --path</c> makes one of digits; everything else that YAML
    /// does not read as text is not what somebody has typed any more (7.10 is 7.1, no is false).
    /// </summary>
    public string? Text(string key)
    {
        if (Scalar(key) is not { } value)
            return null;
        var text = TextOf(value);
        if (value.ValueKind is JsonValueKind.String || text.All(char.IsAsciiDigit))
            return text;
        problems.Add(
            Path(key), $"should be text: write it in quotes, YAML reads it as {Kind(value)}, {Shown.Cut(text)}");
        return null;
    }

    public string Text(string key, string fallback) => Text(key) is { Length: > 0 } text ? text : fallback;

    /// <summary>The text of a key that has to be there; empty after noting the problem.</summary>
    public string Required(string key, string meaning)
    {
        if (Text(key) is { Length: > 0 } text)
            return text;
        if (!Has(key))
            problems.Add(Path(key), $"is missing; it should be {meaning}");
        return "";
    }

    /// <summary>A secret of one line: it becomes a line of a file, or of a script's standard input.</summary>
    public SecretText? Secret(string key)
    {
        var secret = SecretOfLines(key);
        if (secret is not null && WhyNoLine(secret.Reveal()) is { } reason)
            problems.Add(Path(key), reason);
        return secret;
    }

    /// <summary>Why a text cannot be a line of a file that goes to a VM; null where it can.</summary>
    public static string? WhyNoLine(string text)
    {
        if (text.Any(char.IsControl))
            return "should be one line without control characters, is not";
        return text.StartsWith("==> ", StringComparison.Ordinal)
            ? "should not begin with '==> ', which begins the next file where several go to a VM at once"
            : null;
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
        if (Scalar(key) is not { } value)
            return fallback;
        var text = TextOf(value);
        if (bool.TryParse(text, out var flag))
            return flag;
        problems.Add(Path(key), $"should be true or false, was {Shown.Quoted(text)}");
        return fallback;
    }

    public int? Number(string key, int least, int most)
    {
        if (Scalar(key) is not { } value)
            return null;
        var text = TextOf(value);
        var ok = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (ok && number >= least && number <= most)
            return number;
        problems.Add(Path(key), $"should be a whole number from {least} to {most}, was {Shown.Quoted(text)}");
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
        problems.Add(Path(key), $"should be a list, was {Kind(value)}");
        return [];
    }

    /// <summary>A list of texts.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (!Has(key))
            return [];
        var value = values[key];
        if (value.ValueKind is not JsonValueKind.Array)
            problems.Add(Path(key), $"should be a list, was {Kind(value)}");
        else if (value.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.String))
            problems.Add(Path(key), "should be a list of texts");
        else
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        return [];
    }

    /// <summary>A map of texts with names of any kind.</summary>
    public ImmutableSortedDictionary<string, string> TextMap(string key)
    {
        var section = Section(key);
        return section.Keys.ToImmutableSortedDictionary(
            name => name, name => section.Text(name, ""), StringComparer.Ordinal);
    }

    /// <summary>Notes every key that no reader method has asked for, with the nearest one that was.</summary>
    public void RejectUnknown(string what = "key")
    {
        foreach (var key in values.Keys.Where(key => !_known.Contains(key)))
        {
            var nearest = NearestName.Of(Shown.Cut(key), _known);
            var hint = nearest is null
                ? $"known are {string.Join(", ", _known.Order())}"
                : $"did you mean '{nearest}'?";
            problems.Add(Path(key.Length == 0 ? "''" : Shown.Cut(key)), $"is not a known {what}; {hint}");
        }
    }

    private JsonElement? Scalar(string key)
    {
        if (!Has(key))
            return null;
        if (values[key].ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return values[key];
        problems.Add(Path(key), $"should be text, was {Kind(values[key])}");
        return null;
    }

    private static SettingsSection Of(string path, JsonElement value, SettingsProblems problems)
    {
        if (value.ValueKind is JsonValueKind.Object)
            return new SettingsSection(path, value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), problems);
        problems.Add(path, $"should be a map of settings, was {Kind(value)}");
        // That everything in it is missing goes without saying.
        return new SettingsSection(path, new Dictionary<string, JsonElement>(), new SettingsProblems());
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "a map",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "empty",
        _ => "a text",
    };

    private static string TextOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
