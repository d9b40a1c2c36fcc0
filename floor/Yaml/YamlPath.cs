using System.Text.Json.Nodes;

namespace Floor.Yaml;

/// <summary>
/// Reading and changing values at a path of map keys (string) and list indices (int). A secret has nothing inside.
/// </summary>
internal static class YamlPath
{
    /// <returns>False where nothing stands there; YAML's null is something.</returns>
    public static bool TryGet(JsonNode? value, ReadOnlySpan<object> path, out JsonNode? found)
    {
        found = value;
        foreach (var key in path)
        {
            switch (found, key)
            {
                case (JsonObject map, string name) when !YamlValues.IsSecret(map) && map.ContainsKey(name):
                    found = map[name];
                    break;
                case (JsonArray list, int index) when index < list.Count:
                    found = list[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>A copy of the value with other content at the path; what is missing on the way is made.</summary>
    /// <exception cref="UserFileException">Something on the way is not what the path takes it for.</exception>
    public static JsonNode? Set(JsonNode? value, ReadOnlySpan<object> path, JsonNode? content)
    {
        if (path.IsEmpty)
            return content?.DeepClone();
        switch (value, path[0])
        {
            case (null or JsonObject, string name) when !YamlValues.IsSecret(value):
                var map = (JsonObject?)value?.DeepClone() ?? [];
                map[name] = Set(map[name], path[1..], content);
                return map;
            case (null or JsonArray, int index):
                var list = (JsonArray?)value?.DeepClone() ?? [];
                // Before the first item of a new list stands nothing.
                while (value is null && list.Count < index)
                    list.Add(null);
                if (index > list.Count)
                    throw new UserFileException($"cannot set list item {index}: the list has {list.Count} items");
                if (index == list.Count)
                    list.Add(null);
                list[index] = Set(list[index], path[1..], content);
                return list;
            default:
                throw new UserFileException(
                    $"an {(path[0] is int ? "array" : "object")} was expected, but another type was found");
        }
    }

    /// <summary>A copy of the value without what stands at the path; the same where nothing does.</summary>
    public static JsonNode? Remove(JsonNode? value, ReadOnlySpan<object> path)
    {
        var copy = value?.DeepClone();
        if (TryGet(copy, path[..^1], out var container) && TryGet(container, path[^1..], out _))
        {
            if (container is JsonObject map)
                map.Remove((string)path[^1]);
            else
                ((JsonArray)container!).RemoveAt((int)path[^1]);
        }

        return copy;
    }
}
