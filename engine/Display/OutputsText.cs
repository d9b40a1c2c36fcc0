using Engine.Properties;

namespace Engine.Display;

/// <summary>The stack's outputs: a preview lists what would change, a run lists all.</summary>
internal static class OutputsText
{
    private const int Indent = 4;

    public static IEnumerable<string> Block(RunRecord record)
    {
        if (record.Outputs is not { } outputs)
            return [];
        var lines = Lines(outputs.Old ?? PropertyMap.Empty, outputs.New, record.Header.DryRun).ToList();
        return lines.Count == 0 ? [] : lines.Prepend("Outputs:").Append("");
    }

    private static IEnumerable<string> Lines(PropertyMap olds, PropertyMap news, bool preview)
    {
        var names = olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal).ToList();
        var width = names.Count == 0 ? 0 : names.Max(name => name.Length);
        return names.SelectMany(name => Output(name, width, olds.Get(name), news.Get(name), preview));
    }

    private static IEnumerable<string> Output(
        string name, int width, PropertyValue? old, PropertyValue? wanted, bool preview)
    {
        var label = name.PadRight(width);
        return (old, wanted) switch
        {
            (null, { } added) => [Line('+', label, ValueText.Format(added, Indent + 2))],
            ({ } gone, null) => [Line('-', label, ValueText.Format(gone, Indent + 2))],
            ({ } before, { } after) when before.Equals(after) => preview ? [] : [Line(' ', label, ValueText.Format(after, Indent + 2))],
            (_, { ContainsUnknowns: true }) when preview => [],
            ({ } before, { } after) => Changed(label, before, after),
            _ => [],
        };
    }

    private static IEnumerable<string> Changed(string label, PropertyValue before, PropertyValue after) =>
        (before, after) is (StringValue from, StringValue to) && (from.Value + to.Value).Contains('\n')
            ? LineDiff.Of(from.Value, to.Value).Select(line => new string(' ', Indent + 4) + line).Prepend(Line('~', label, "").TrimEnd())
            : [Line('~', label, $"{ValueText.Format(before, Indent + 2)} => {ValueText.Format(after, Indent + 2)}")];

    private static string Line(char symbol, string label, string value) =>
        $"{new string(' ', Indent)}{(symbol == ' ' ? "" : symbol + " ")}{label}: {value}";
}
