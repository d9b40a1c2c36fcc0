using System.Globalization;
using System.Text;
using Engine.Properties;

namespace Engine.Deploy;

/// <summary>
/// A place in a property map: <c>a.b[0]["x.y"]</c>. A segment is a string key, an int index, or the wildcard
/// <c>*</c> (also written <c>[*]</c>), which stands for every key or index.
/// </summary>
internal sealed class PropertyPath
{
    private const string Wildcard = "*";

    private readonly IReadOnlyList<object> _segments;

    private PropertyPath(IReadOnlyList<object> segments) => _segments = segments;

    public string Root => _segments[0].ToString()!;

    /// <summary>Whether the path names something inside a property rather than a whole one.</summary>
    public bool IsNested => _segments.Count > 1;

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
        return segments.Count > 0 ? new PropertyPath(segments) : throw new FormatException("a property path is empty");
    }

    /// <summary>
    /// Whether this pattern names the other path or something around it (<c>a[*]</c> holds <c>a[0].b</c>).
    /// </summary>
    public bool Contains(PropertyPath other) =>
        _segments.Count <= other._segments.Count
        && _segments.Zip(other._segments).All(pair => pair.First is Wildcard || Equals(pair.First, pair.Second));

    /// <summary>The new properties with what the paths name put back to the old: added goes, removed returns.</summary>
    public static PropertyMap Reset(IReadOnlyList<string> paths, PropertyMap olds, PropertyMap news) =>
        paths.Aggregate(news, (map, path) => Parse(path).Reset(olds, map));

    private PropertyMap Reset(PropertyMap olds, PropertyMap news) =>
        ((ObjectValue)Reset(new ObjectValue(olds), new ObjectValue(news), 0)!).Map;

    private PropertyValue? Reset(PropertyValue? old, PropertyValue? wanted, int depth)
    {
        if (depth == _segments.Count)
            return old;
        if (wanted is SecretValue secret)
            return Reset(old, secret.Element, depth) is { } inner ? new SecretValue(inner) : null;
        return (old?.Unwrapped, wanted) switch
        {
            (ObjectValue from, ObjectValue to) => ResetMap(from.Map, to.Map, depth),
            (ArrayValue from, ArrayValue to) => ResetArray(from.Items, to.Items, depth),
            (null, ObjectValue to) => ResetMap(PropertyMap.Empty, to.Map, depth),
            _ => wanted,
        };
    }

    private ObjectValue ResetMap(PropertyMap olds, PropertyMap news, int depth)
    {
        var keys = _segments[depth] is Wildcard ? olds.Keys.Union(news.Keys) : [_segments[depth].ToString()!];
        foreach (var key in keys.ToList())
            news = Reset(olds.Get(key), news.Get(key), depth + 1) is { } value
                ? news.Set(key, value)
                : news.Remove(key);
        return new ObjectValue(news);
    }

    private PropertyValue ResetArray(IReadOnlyList<PropertyValue> olds, IReadOnlyList<PropertyValue> news, int depth)
    {
        var all = _segments[depth] is Wildcard;
        var count = all && depth == _segments.Count - 1 ? olds.Count : news.Count;
        return PropertyValue.Array(Enumerable.Range(0, count).Select(index =>
            all || Equals(_segments[depth], index)
                ? Reset(olds.ElementAtOrDefault(index), news.ElementAtOrDefault(index), depth + 1) ?? news[index]
                : news[index]));
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
