using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Floor.Yaml;

/// <summary>
/// Changes single values of a YAML text and leaves the rest as it is, comments and order included. Nodes are located by
/// the parser's positions; what stands in flow style ({...} or [...]) is rewritten in block style when it changes.
/// </summary>
internal sealed class YamlEdit
{
    private readonly string _text;
    private readonly YamlMappingNode? _root;
    private readonly string _file;
    private readonly YamlText _yaml;

    private YamlEdit(string text, string file, YamlText yaml)
    {
        // The positions are of single-newline text with a final newline.
        _text = text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
        _file = file;
        _yaml = yaml;
        _root = YamlValues.Parse(_text, file);
    }

    /// <summary>The text with the value at a path set; missing maps on the way are made.</summary>
    /// <param name="path">Map keys (string) and list indices (int).</param>
    public static string Set(string text, string file, object[] path, JsonNode? value)
    {
        var expected = YamlPath.Set(Value(text, file), path, value);
        return Edit(text, file, expected, edit => edit.Set(path, value));
    }

    /// <summary>The text without the value at a path, which must be there.</summary>
    public static string Remove(string text, string file, object[] path)
    {
        var expected = YamlPath.Remove(Value(text, file), path);
        return Edit(text, file, expected, edit => edit.Remove(path));
    }

    // The result is read back before it counts: better no edit than a damaged file. A comment below a literal block
    // can turn out to be part of it, so there is a second way to write those.
    private static string Edit(string text, string file, JsonNode? expected, Func<YamlEdit, string> change)
    {
        foreach (var literals in new[] { true, false })
        {
            var changed = change(new YamlEdit(text, file, new YamlText(literals)));
            if (IsValue(changed, file, expected))
                return changed;
        }
        throw NotEditable(file);
    }

    private static bool IsValue(string text, string file, JsonNode? expected)
    {
        try
        {
            return JsonNode.DeepEquals(Value(text, file), expected);
        }
        catch (UserFileException)
        {
            return false;
        }
    }

    private static JsonNode? Value(string text, string file) =>
        YamlValues.Parse(text, file) is { } map ? YamlValues.ToValue(map) : new JsonObject();

    private string Set(object[] path, JsonNode? value)
    {
        if (_root is null)
            return _text + _yaml.Block(YamlPath.Set(null, path, value), 0) + "\n";
        var (container, depth) = Descend(path);
        // From here down nothing can be kept: the rest of the path is missing, or in flow style.
        var entry = Entry.Find(_text, container, path[depth]);
        var current = entry is null ? null : YamlValues.ToValue(entry.Value);
        var changed = YamlPath.Set(current, path.AsSpan(depth + 1), value);
        return entry is null ? Append(container, path[depth], changed) : Replace(entry, changed);
    }

    private string Remove(object[] path)
    {
        if (_root is null)
            return _text;
        var (container, depth) = Descend(path);
        var entry = Entry.Find(_text, container, path[depth])!;
        if (depth < path.Length - 1)
            return Replace(entry, YamlPath.Remove(YamlValues.ToValue(entry.Value), path.AsSpan(depth + 1)));
        var count = container is YamlMappingNode map
            ? map.Children.Count : ((YamlSequenceNode)container).Children.Count;
        var cut = _text.Remove(entry.LineStart, EndWithComments(entry) - entry.LineStart);
        if (depth == 0 || (entry.StartsLine && count > 1))
            return cut;
        var above = path[..depth];
        var outer = Entry.Find(_text, Descend(above).Container, above[^1])!;
        return entry.StartsLine && !outer.IsItem
            ? cut.Insert(outer.ValueStart, container is YamlMappingNode ? " {}" : " []")
            : Replace(outer, YamlPath.Remove(YamlValues.ToValue(container), [path[depth]]));
    }

    /// <summary>The deepest container in block style on the path, and which part of the path is in it.</summary>
    private (YamlNode Container, int Depth) Descend(object[] path)
    {
        if (!IsBlock(_root!))
            throw NotEditable(_file);
        YamlNode container = _root!;
        var depth = 0;
        while (depth < path.Length - 1
            && Entry.Find(_text, container, path[depth]) is { } entry && IsBlock(entry.Value)
            && !YamlValues.IsSecret(YamlValues.ToValue(entry.Value)))
        {
            container = entry.Value;
            depth++;
        }
        return (container, depth);
    }

    private string Replace(Entry entry, JsonNode? value)
    {
        var text = entry.IsItem ? _yaml.Block(value, entry.Column) : _yaml.AfterKey(value, entry.Column);
        // A comment behind the old value stays on the first line: behind a block of text it would become part of it.
        var comment = _text[entry.ValueEnd..entry.LineEnd];
        var lineBreak = text.IndexOf('\n');
        text = lineBreak < 0 ? text + comment : text[..lineBreak] + comment + text[lineBreak..];
        return string.Concat(_text.AsSpan(0, entry.ValueStart), text, _text.AsSpan(entry.LineEnd));
    }

    private string Append(YamlNode container, object key, JsonNode? value)
    {
        var last = container is YamlMappingNode map
            ? Entry.Of(_text, map.Children.Last())
            : Entry.Of(_text, ((YamlSequenceNode)container).Children.Last());
        var text = key is string name
            ? _yaml.Text(name, last.Column, oneLine: true) + ":" + _yaml.AfterKey(value, last.Column)
            : "- " + _yaml.Block(value, last.Column);
        var column = key is string ? last.Column : last.Column - 2;
        return _text.Insert(last.NextLine, new string(' ', column) + text + "\n");
    }

    // Comments indented deeper than the entry belong to it; left behind, they could end up in a block of text above.
    private int EndWithComments(Entry entry)
    {
        var end = entry.NextLine;
        for (var at = end; at < _text.Length;)
        {
            var lineEnd = _text.IndexOf('\n', at);
            var line = _text.AsSpan(at, lineEnd - at);
            var indent = line.IndexOfAnyExcept(' ');
            if (indent >= 0 && (line[indent] != '#' || indent <= entry.Column))
                break;
            at = lineEnd + 1;
            if (indent >= 0)
                end = at;
        }
        return end;
    }

    private static bool IsBlock(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Style != MappingStyle.Flow && map.Children.Count > 0,
        YamlSequenceNode list => list.Style != SequenceStyle.Flow && list.Children.Count > 0,
        _ => false,
    };

    private static UserFileException NotEditable(string file) =>
        new($"could not change {file}: it uses a form of YAML that cannot be edited in place; please edit it by hand");

    /// <summary>Where one entry of a map or one item of a list stands in the text.</summary>
    private sealed record Entry(YamlNode Value, bool IsItem, int Column, int ValueStart, int ValueEnd)
    {
        public required int LineStart { get; init; }

        /// <summary>End of the value's last line, before its newline.</summary>
        public required int LineEnd { get; init; }

        public int NextLine => LineEnd + 1;

        /// <summary>Whether nothing stands before the entry on its line.</summary>
        public required bool StartsLine { get; init; }

        public static Entry? Find(string text, YamlNode container, object key) => (container, key) switch
        {
            (YamlMappingNode map, string name) =>
                map.Children.Where(item => (item.Key as YamlScalarNode)?.Value == name)
                    .Select(item => Of(text, item)).FirstOrDefault(),
            (YamlSequenceNode list, int index) when index < list.Children.Count => Of(text, list.Children[index]),
            _ => null,
        };

        public static Entry Of(string text, KeyValuePair<YamlNode, YamlNode> item)
        {
            var start = (int)item.Key.Start.Index;
            return At(text, item.Value, false, start, text.IndexOf(':', (int)item.Key.End.Index) + 1);
        }

        public static Entry Of(string text, YamlNode item)
        {
            var start = (int)item.Start.Index;
            return At(text, item, true, text.LastIndexOf('-', Math.Max(start - 1, 0)), start);
        }

        private static Entry At(string text, YamlNode value, bool isItem, int start, int valueStart)
        {
            var end = Math.Max(valueStart, ContentEnd(text, value));
            var lineStart = text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
            var column = start - lineStart;
            return new Entry(value, isItem, isItem ? valueStart - lineStart : column, valueStart, end)
            {
                LineStart = lineStart,
                LineEnd = text.IndexOf('\n', end),
                StartsLine = string.IsNullOrWhiteSpace(text[lineStart..start]),
            };
        }

        // The parser marks no collection's end, so its last scalar counts, and a bracket behind it.
        private static int ContentEnd(string text, YamlNode node)
        {
            var start = (int)node.Start.Index;
            switch (node)
            {
                case YamlMappingNode map:
                    var lastEntry = map.Children.Count == 0 ? start : Of(text, map.Children.Last()).ValueEnd;
                    return map.Style == MappingStyle.Flow ? text.IndexOf('}', lastEntry) + 1 : lastEntry;
                case YamlSequenceNode list:
                    var lastItem = list.Children.Count == 0 ? start : ContentEnd(text, list.Children.Last());
                    return list.Style == SequenceStyle.Flow ? text.IndexOf(']', lastItem) + 1 : lastItem;
                // An empty value has its mark wherever the next token begins.
                case YamlScalarNode { Value: "", Style: ScalarStyle.Plain }:
                    return 0;
                default:
                    var end = Math.Min((int)node.End.Index, text.Length);
                    while (end > start && char.IsWhiteSpace(text[end - 1]))
                        end--;
                    return end;
            }
        }
    }
}
