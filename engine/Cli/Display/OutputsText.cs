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
        var lines = Lines(outputs.Old, outputs.New, record.Header.DryRun).ToList();
        return lines.Count == 0 ? [] : lines.Prepend("Outputs:").Append("");
    }

    private static IEnumerable<string> Lines(PropertyMap? olds, PropertyMap news, bool preview)
    {
        var names = (olds?.Keys ?? []).Union(news.Keys).Order(StringComparer.Ordinal).ToList();
        var width = names.Count == 0 ? 0 : names.Max(name => name.Length);
        return names.SelectMany(name => olds is null
            ? Same(name.PadRight(width), news[name])
            : Output(name.PadRight(width), olds.Get(name), news.Get(name), preview));
    }

    private static IEnumerable<string> Output(string label, PropertyValue? old, PropertyValue? wanted, bool preview) =>
        (old, wanted) switch
        {
            ({ } before, { } after) when before.Equals(after) => preview ? [] : Same(label, after),
            // That a secret is another one now is not told.
            (SecretValue, SecretValue { ContainsUnknowns: false } after) => Same(label, after),
            (null, { } added) when SaysNothing(added) => [],
            ({ }, { ContainsUnknowns: true }) when preview => [],
            _ => PropertyDiffText.Change(label, old, wanted, Indent, siblings: true),
        };

    private static bool SaysNothing(PropertyValue value) =>
        value is ArrayValue { Items.Count: 0 } or ObjectValue { Map.Count: 0 };

    private static string[] Same(string label, PropertyValue value) => SaysNothing(value) ? [] :
        $"{new string(' ', Indent)}{label}: {ValueText.Format(value, Indent)}".Split('\n');
}
