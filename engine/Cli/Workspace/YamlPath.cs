using Engine.Properties;

namespace Engine.Workspace;

/// <summary>Reading and changing values at a path of map keys (string) and list indices (int).</summary>
internal static class YamlPath
{
    /// <summary>Reads <c>a.b</c>, <c>a[0]</c> and <c>a["x.y"]</c>.</summary>
    /// <exception cref="EngineException">The text is no path.</exception>
    public static IReadOnlyList<object> Parse(string text)
    {
        try
        {
            return PropertyPath.Parse(text).Segments is [string, ..] path ? path
                : throw new FormatException("it should begin with a name");
        }
        catch (FormatException problem)
        {
            throw new EngineException(
                $"invalid configuration key: '{text}' is no path: {problem.Message}", inner: problem);
        }
    }

    public static PropertyValue? Get(PropertyValue? value, IEnumerable<object> path) =>
        path.Aggregate(value, (current, key) => (current, key) switch
        {
            (ObjectValue map, string name) => map.Map.Get(name),
            (ArrayValue list, int index) when index < list.Items.Count => list.Items[index],
            _ => null,
        });

    /// <exception cref="EngineException">Something on the way is not what the path takes it for.</exception>
    public static PropertyValue Set(PropertyValue? value, IReadOnlyList<object> path, PropertyValue content)
    {
        if (path.Count == 0)
            return content;
        var rest = path.Skip(1).ToArray();
        switch (value, path[0])
        {
            case (null or NullValue or ObjectValue, string name):
                var map = (value as ObjectValue)?.Map ?? PropertyMap.Empty;
                return new ObjectValue(map.Set(name, Set(map.Get(name), rest, content)));
            case (null or NullValue or ArrayValue, int index):
                List<PropertyValue> items = [.. (value as ArrayValue)?.Items ?? []];
                // Before the first item of a new list stands nothing.
                if (value is not ArrayValue)
                    items.AddRange(Enumerable.Repeat(PropertyValue.Null, index));
                if (index > items.Count)
                    throw new EngineException($"cannot set list item {index}: the list has {items.Count} items");
                if (index == items.Count)
                    items.Add(PropertyValue.Null);
                items[index] = Set(items[index], rest, content);
                return PropertyValue.Array(items);
            default:
                throw new EngineException(
                    $"an {(path[0] is int ? "array" : "object")} was expected, but another type was found");
        }
    }

    /// <summary>The value without what stands at the path; unchanged where nothing does.</summary>
    public static PropertyValue Remove(PropertyValue value, IReadOnlyList<object> path)
    {
        var rest = path.Skip(1).ToArray();
        switch (value, path[0])
        {
            case (ObjectValue map, string name) when map.Map.Get(name) is { } item:
                return new ObjectValue(rest.Length == 0 ? map.Map.Remove(name) : map.Map.Set(name, Remove(item, rest)));
            case (ArrayValue list, int index) when index < list.Items.Count:
                return PropertyValue.Array(rest.Length == 0
                    ? [.. list.Items.Where((_, at) => at != index)]
                    : [.. list.Items.Select((item, at) => at == index ? Remove(item, rest) : item)]);
            default:
                return value;
        }
    }
}
