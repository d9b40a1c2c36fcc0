using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Floor.Yaml;

/// <summary>Values as YAML text in block style: two spaces of indentation, lists indented under their key.</summary>
/// <param name="literals">Whether texts of several lines become literal blocks; else they are quoted.</param>
internal sealed partial class YamlText(bool literals)
{
    /// <summary>What follows the colon of a map entry: a scalar on the same line, anything else below it.</summary>
    /// <param name="indent">Column of the entry's key, from 0.</param>
    public string AfterKey(JsonNode? value, int indent) => value switch
    {
        JsonObject { Count: > 0 } or JsonArray { Count: > 0 } =>
            "\n" + new string(' ', indent + 2) + Block(value, indent + 2),
        _ => " " + Scalar(value, indent),
    };

    /// <summary>A value whose first line starts at the column; further lines are indented to it.</summary>
    public string Block(JsonNode? value, int column) => value switch
    {
        JsonObject { Count: > 0 } map => string.Join("\n" + new string(' ', column), map.Select(item =>
            Text(item.Key, column, oneLine: true) + ":" + AfterKey(item.Value, column))),
        JsonArray { Count: > 0 } list => string.Join("\n" + new string(' ', column),
            list.Select(item => "- " + Block(item, column + 2))),
        // A text over several lines is indented from where its dash stands.
        _ => Scalar(value, column - 2),
    };

    /// <summary>A text as a scalar that reads back as that text.</summary>
    /// <param name="indent">Column of the entry that the scalar belongs to; a block is indented by two more.</param>
    public string Text(string text, int indent, bool oneLine = false)
    {
        if (IsPlain(text))
            return text;
        return literals && !oneLine && Lines().IsMatch(text) ? Literal(text, indent + 2) : Quoted(text);
    }

    private static string Literal(string text, int column)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        return (text.EndsWith('\n') ? "|" : "|-")
            + string.Concat(lines.Select(line => "\n" + (line.Length == 0 ? "" : new string(' ', column) + line)));
    }

    private string Scalar(JsonNode? value, int indent) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => YamlValues.NumberText((double)value),
            _ => Text((string)value!, indent),
        },
    };

    private static bool IsPlain(string text) =>
        Word().IsMatch(text) && !text.Contains(": ") && !text.Contains(" #") && !text.EndsWith(':')
        && !Reserved().IsMatch(text) && (!Numeric().IsMatch(text) || Dotted().IsMatch(text));

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE' =>
                    $"\\u{(int)letter:X4}",
                _ => letter.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_/.](?:[A-Za-z0-9_/.@+=,%~^$:\- ]*[A-Za-z0-9_/.@+=,%~^$:\-])?\z")]
    private static partial Regex Word();

    /// <summary>Words that some YAML reader takes for something else than text.</summary>
    [GeneratedRegex(@"\A(?:null|true|false|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();

    /// <summary>Whatever could be a number, a time or a date to some reader.</summary>
    [GeneratedRegex(@"\A[0-9.][0-9A-Fa-fxo_.:+\-TZ ]*\z|\A\.(?:inf|nan)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Numeric();

    /// <summary>Versions, addresses and networks: with two dots nothing is a number.</summary>
    [GeneratedRegex(@"\A[0-9]+(?:\.[0-9]+){2,3}(?:/[0-9]+)?\z")]
    private static partial Regex Dotted();

    /// <summary>Lines that a literal block can hold: printable, no leading blank, no empty ones at the end.</summary>
    [GeneratedRegex($@"\A(?! )[{Printable}]+\n(?:[{Printable}\n]*[{Printable}]\n?)?\z")]
    private static partial Regex Lines();

    private const string Printable = @"\t\x20-\x7E\u00A0-\u2027\u2030-\uD7FF\uE000-\uFEFE";
}
