using System.Globalization;
using System.Text;

namespace Engine.Properties;

/// <summary>
/// A place in a property map: <c>a.b[0]["x.y"]</c>. A segment is a string key, an int index, or the wildcard
/// <c>*</c> (also written <c>[*]</c>), which stands for every key or index.
/// </summary>
internal sealed class PropertyPath
{
    public const string Wildcard = "*";

    private PropertyPath(IReadOnlyList<object> segments) => Segments = segments;

    public IReadOnlyList<object> Segments { get; }

    public string Root => Segments[0].ToString()!;

    /// <summary>A whole property, whatever characters its name has.</summary>
    public static PropertyPath OfName(string name) => new([name]);

    /// <summary>Whether the path names something inside a property rather than a whole one.</summary>
    public bool IsNested => Segments.Count > 1;

    /// <exception cref="FormatException">The text is not a property path.</exception>
    public static PropertyPath Parse(string text)
    {
        var segments = new List<object>();
        for (var at = 0; at < text.Length;)
            at = text[at] switch
            {
                '.' => at + 1,
                '[' when at + 1 < text.Length && text[at + 1] == '"' => ReadQuoted(text, at + 2, segments),
                '[' => ReadIndex(text, at + 1, segments),
                _ => ReadName(text, at, segments),
            };
        return segments.Count > 0 && text[0] != '.' ? new PropertyPath(segments)
            : throw new FormatException("a property path begins with a name");
    }

    /// <summary>
    /// Whether this pattern names the other path or something around it (<c>a[*]</c> holds <c>a[0].b</c>).
    /// </summary>
    public bool Contains(PropertyPath other) =>
        Segments.Count <= other.Segments.Count
        && Segments.Zip(other.Segments).All(pair => pair.First is Wildcard || Equals(pair.First, pair.Second));

    /// <summary>
    /// The new properties with what the paths name put back to the old: added goes, removed returns. What is inside of
    /// something that only one side has, or an element of lists that differ in length, cannot be put back.
    /// </summary>
    /// <param name="invalid">Paths to what cannot be put back. One that is no path at all names nothing.</param>
    public static PropertyMap Reset(
        IReadOnlyList<string> paths, PropertyMap olds, PropertyMap news, out IReadOnlyList<string> invalid)
    {
        var failed = new List<string>();
        PropertyValue value = new ObjectValue(news);
        foreach (var text in paths)
            if (TryParse(text) is { } path)
            {
                var reset = new PropertyReset(path.Segments);
                value = reset.Inside(new ObjectValue(olds), value);
                if (!reset.Valid)
                    failed.Add(text);
            }
        invalid = failed;
        return ((ObjectValue)value).Map;
    }

    private static PropertyPath? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static int ReadName(string text, int at, List<object> segments)
    {
        var end = text.IndexOfAny(['.', '['], at) is var found && found < 0 ? text.Length : found;
        segments.Add(text[at..end]);
        return end;
    }

    private static int ReadIndex(string text, int at, List<object> segments)
    {
        var end = text.IndexOf(']', at);
        var inner = end < 0 ? "" : text[at..end];
        segments.Add(inner == Wildcard ? Wildcard
            : int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
            : throw new FormatException($"'{text}' is not a property path"));
        return end + 1;
    }

    private static int ReadQuoted(string text, int at, List<object> segments)
    {
        var key = new StringBuilder();
        for (; at < text.Length && text[at] != '"'; at++)
            key.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
        segments.Add(key.ToString());
        return at + 2 <= text.Length && text[at + 1] == ']'
            ? at + 2
            : throw new FormatException($"'{text}' is not a property path");
    }
}
