using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Enginsight.Ops.History;

/// <summary>
/// Puts top-level values of another configuration into the text of a stack file. Encrypted values are copied as they
/// are, which no verb of the CLI does; comments outside of the replaced values stay.
/// </summary>
internal static partial class StackFileEdit
{
    private static readonly JsonSerializerOptions Quoted = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="OpsException">The file is laid out in a way that this does not know.</exception>
    public static string Apply(string text, ConfigTree target)
    {
        var current = ConfigTree.FromStackFile(text);
        var lines = text.TrimEnd('\n').Split('\n').ToList();
        foreach (var key in current.Root.Select(item => item.Key).Union(target.Root.Select(item => item.Key)).ToArray())
        {
            if (!JsonNode.DeepEquals(current.Root[key], target.Root[key]))
            {
                if (!TryScalars(lines, key, current.Root[key] as JsonObject, target.Root[key] as JsonObject))
                    Replace(lines, key, target.Root[key]);
            }
        }

        var result = string.Join('\n', lines) + "\n";
        return ConfigTree.FromStackFile(result).Equals(target)
            ? result
            : throw new OpsException("the stack file is laid out in a way that cannot be edited here; "
                + "take the old one from version control");
    }

    /// <summary>
    /// Changes the values of a map's lines one by one, so that its comments stay; false where it is not that simple.
    /// </summary>
    private static bool TryScalars(List<string> lines, string key, JsonObject? now, JsonObject? then)
    {
        if (now is null || then is null
            || !now.Select(item => item.Key).ToHashSet().SetEquals(then.Select(item => item.Key)))
            return false;
        var changed = then.Where(item => !JsonNode.DeepEquals(item.Value, now[item.Key])).ToArray();
        if (changed.Any(item => item.Value is not JsonValue || now[item.Key] is not JsonValue))
            return false;
        var start = lines.FindIndex(line => IsKey(line, key));
        if (start < 0)
            return false;
        var count = EndOf(lines, start) - start - 1;
        var edits = changed
            .Select(item => (At: lines.FindIndex(start + 1, count, line => IsKey(line, item.Key)), item.Value))
            .ToArray();
        if (edits.Any(edit => edit.At < 0 || !OneLine().IsMatch(lines[edit.At])))
            return false;
        foreach (var edit in edits)
        {
            lines[edit.At] = OneLine().Replace(lines[edit.At], match =>
                $"{match.Groups["head"].Value} {Scalar((string)edit.Value!)}{match.Groups["comment"].Value}");
        }

        return true;
    }

    private static void Replace(List<string> lines, string key, JsonNode? value)
    {
        var config = lines.FindIndex(line => ConfigKey().IsMatch(line));
        if (config < 0)
            throw new OpsException("the stack file has no config section");
        var at = lines.FindIndex(config + 1, line => IsKey(line, key));
        if (at < 0)
        {
            lines.InsertRange(EndOf(lines, config), Render(key, value, Indent(lines, config)));
            return;
        }

        var column = Column(lines[at]);
        lines.RemoveRange(at, EndOf(lines, at) - at);
        if (value is not null)
            lines.InsertRange(at, Render(key, value, column));
    }

    private static bool IsKey(string line, string key)
    {
        var text = line.TrimStart();
        return new[] { key, $"\"{key}\"", $"'{key}'" }.Any(form =>
            text.StartsWith(form, StringComparison.Ordinal) && text[form.Length..].TrimStart().StartsWith(':'));
    }

    /// <summary>The line after the last one that belongs to the key of a line.</summary>
    private static int EndOf(List<string> lines, int start)
    {
        var column = Column(lines[start]);
        var end = start + 1;
        while (end < lines.Count
            && (lines[end].Trim().Length == 0 || Column(lines[end]) > column || IsItemAt(lines[end], column)))
            end++;
        while (lines[end - 1].Trim().Length == 0)
            end--;
        return end;
    }

    private static int Column(string line) => line.Length - line.TrimStart().Length;

    /// <summary>YAML lets the items of a list stand in the column of its key.</summary>
    private static bool IsItemAt(string line, int column) =>
        Column(line) == column && line.TrimStart().StartsWith("- ", StringComparison.Ordinal);

    private static int Indent(List<string> lines, int config) =>
        config + 1 < lines.Count && Column(lines[config + 1]) > 0 ? Column(lines[config + 1]) : 2;

    private static IEnumerable<string> Render(string key, JsonNode? value, int column)
    {
        var text = new StringBuilder();
        Write(text, $"{key}:", value, column);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static void Write(StringBuilder text, string head, JsonNode? value, int column)
    {
        text.Append(' ', column).Append(head);
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                foreach (var (key, item) in map)
                    Write(text, $"{key}:", item, column + 2);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                    WriteItem(text, item, column + 2);
                break;
            case JsonObject:
                text.Append(" {}\n");
                break;
            case JsonArray:
                text.Append(" []\n");
                break;
            default:
                text.Append(' ').Append(Scalar((string?)value ?? "")).Append('\n');
                break;
        }
    }

    private static void WriteItem(StringBuilder text, JsonNode? item, int column)
    {
        if (item is not JsonObject { Count: > 0 } map)
        {
            Write(text, "-", item, column);
            return;
        }

        var before = "- ";
        foreach (var (key, value) in map)
        {
            Write(text, $"{before}{key}:", value, column);
            if (before.Trim().Length > 0)
                (before, column) = ("", column + 2);
        }
    }

    /// <summary>Quoted wherever YAML might read something else than the text.</summary>
    private static string Scalar(string text) => Plain().IsMatch(text) ? text : JsonSerializer.Serialize(text, Quoted);

    [GeneratedRegex(@"\Aconfig:\s*(#.*)?\z")]
    private static partial Regex ConfigKey();

    /// <summary>A key with a value of one word, or quoted, and perhaps a comment.</summary>
    [GeneratedRegex("""\A(?<head>\s+[^\s:]+:) +([^\s"'#{\[|>][^\s]*|"[^"\\]*"|'[^']*')(?<comment>\s+#.*)?\s*\z""")]
    private static partial Regex OneLine();

    /// <summary>
    /// Words, host names, versions with two dots, addresses and ciphertexts; nothing that could be a number.
    /// </summary>
    [GeneratedRegex(
        @"\A(?!(true|false|null|yes|no|on|off)\z)"
        + @"([A-Za-z][A-Za-z0-9+/=._@-]*|v1:[A-Za-z0-9+/=:]+|\d+\.\d+\.\d+[A-Za-z0-9.-]*|[1-9]\d{0,8})\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Plain();
}
