using Engine.Deployments;
using Engine.Properties;

namespace Engine.Display;

/// <summary>
/// Property maps and their differences, one property a line. Texts of several lines are compared line by line, so that
/// a changed file shows its changed lines.
/// </summary>
internal static class PropertyDiffText
{
    private const int Step = 4;
    private const int LinesOfLong = 3;
    private const int LongLine = 150;

    /// <summary>All properties of a resource that comes into being, of long texts the beginning.</summary>
    /// <param name="indent">Column at which the names start.</param>
    public static IEnumerable<string> All(PropertyMap map, int indent)
    {
        var width = Width(map.Keys);
        return Shown(map).SelectMany(item =>
            Line("  ", item.Key.PadRight(width), indent, ValueText.Format(Shortened(item.Value), indent)).Split('\n'));
    }

    /// <summary>
    /// What differs between two maps, marked <c>+</c>, <c>-</c> or <c>~</c> in the two columns before.
    /// </summary>
    /// <param name="siblings">Whether what stayed the same is told beside it.</param>
    public static IEnumerable<string> Changes(PropertyMap olds, PropertyMap news, int indent, bool siblings = false)
    {
        var names = Shown(olds).Select(item => item.Key).Union(Shown(news).Select(item => item.Key))
            .Where(name => siblings || !Equals(olds.Get(name), news.Get(name))).Order(StringComparer.Ordinal).ToList();
        var width = Width(names);
        return names.SelectMany(name =>
            Change(name.PadRight(width), olds.Get(name), news.Get(name), indent, siblings));
    }

    public static IEnumerable<string> Change(
        string label, PropertyValue? old, PropertyValue? wanted, int indent, bool siblings = false) =>
        (old ?? PropertyValue.Null, wanted ?? PropertyValue.Null) switch
        {
            (NullValue, NullValue) => [],
            var (before, after) when before.Equals(after) => Whole(label, after, indent, "  "),
            (NullValue, var added) => Whole(label, added, indent, "+ "),
            (var gone, NullValue) => Whole(label, gone, indent, "- "),
            (ObjectValue from, ObjectValue to) =>
                Nested('{', '}', label, indent, Changes(from.Map, to.Map, indent + Step, siblings)),
            (ArrayValue from, ArrayValue to) =>
                Nested('[', ']', label, indent, Items(from.Items, to.Items, indent + Step, siblings)),
            (StringValue from, StringValue to) when from.Value.Contains('\n') || to.Value.Contains('\n') =>
                Nested('(', ')', label, indent, Text(from.Value, to.Value, indent + Step)),
            var (before, after) => [Line("~ ", label, indent,
                $"{ValueText.Format(before, indent)} => {ValueText.Format(after, indent)}")],
        };

    private static IEnumerable<string> Items(
        IReadOnlyList<PropertyValue> olds, IReadOnlyList<PropertyValue> news, int indent, bool siblings) =>
        Enumerable.Range(0, Math.Max(olds.Count, news.Count))
            .Where(index => siblings || !Equals(olds.ElementAtOrDefault(index), news.ElementAtOrDefault(index)))
            .SelectMany(index => Change(
                $"[{index}]", olds.ElementAtOrDefault(index), news.ElementAtOrDefault(index), indent, siblings));

    private static PropertyValue Shortened(PropertyValue value) => value.Replace(part => part switch
    {
        StringValue text => Shortened(text.Value),
        SecretValue => part,
        _ => null,
    });

    private static string Shortened(string text)
    {
        var lines = text.Split('\n');
        var kept = lines.Take(LinesOfLong).Select(line =>
            line.Length > LongLine ? line[..LongLine] + "..." : line);
        return string.Join('\n', lines.Length > LinesOfLong ? kept.Append("...") : kept);
    }

    private static IEnumerable<string> Text(string before, string after, int indent) =>
        LineDiff.Of(before, after).Select(line => new string(' ', indent - 2) + line);

    private static IEnumerable<string> Whole(string label, PropertyValue value, int indent, string mark) =>
        value is StringValue text && text.Value.Contains('\n')
            ? [
                Line(mark, label, indent, "("),
                .. text.Value.Split('\n').Select(line => new string(' ', indent + Step) + line),
                new string(' ', indent) + ")",
            ]
            : Marked(Line(mark, label, indent, ValueText.Format(value, indent)).Split('\n'), mark);

    /// <summary>Inside of what was added or removed each line that names something has the mark too.</summary>
    private static IEnumerable<string> Marked(string[] lines, string mark) => lines.Take(1)
        .Concat(lines.Skip(1).Select(line => line.AsSpan().IndexOfAnyExcept(' ') is var at
            && at < 2 || line[at] is '}' or ']' ? line : line[..(at - 2)] + mark + line[at..]));

    private static IEnumerable<string> Nested(
        char open, char close, string label, int indent, IEnumerable<string> lines) =>
        [Line("~ ", label, indent, open.ToString()), .. lines, new string(' ', indent) + close];

    private static string Line(string mark, string label, int indent, string value) =>
        $"{new string(' ', indent - 2)}{mark}{label}: {value}";

    private static IEnumerable<KeyValuePair<string, PropertyValue>> Shown(PropertyMap map) =>
        map.Where(item => !item.Key.StartsWith("__", StringComparison.Ordinal));

    private static int Width(IEnumerable<string> names) => names.Select(name => name.Length).DefaultIfEmpty().Max();
}
