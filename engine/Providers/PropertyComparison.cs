using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers;

/// <summary>
/// Finds which property paths differ between two maps. Null and absent are the same; secret and plain are not.
/// </summary>
internal static class PropertyComparison
{
    public static Dictionary<string, DiffKind> Compare(PropertyMap olds, PropertyMap news)
    {
        var changes = new Dictionary<string, DiffKind>();
        CompareMaps("", olds, news, changes);
        return changes;
    }

    private static void CompareMaps(
        string path, PropertyMap olds, PropertyMap news, Dictionary<string, DiffKind> changes)
    {
        foreach (var key in olds.Keys.Union(news.Keys).Where(key => !IsInternal(path, key)))
            CompareValues(Join(path, key), olds.Get(key), news.Get(key), changes);
    }

    private static bool IsInternal(string path, string key) =>
        key == "__defaults" || (path.Length == 0 && key.StartsWith("__", StringComparison.Ordinal));

    private static void CompareValues(
        string path, PropertyValue? old, PropertyValue? @new, Dictionary<string, DiffKind> changes)
    {
        switch (old, @new)
        {
            // What a secret is of is its own affair: it is another one, or it is not.
            case (SecretValue a, SecretValue b):
                var inside = new Dictionary<string, DiffKind>();
                CompareValues("", a.Element, b.Element, inside);
                if (inside.Count > 0)
                    changes[path] = DiffKind.Update;
                break;
            case (ObjectValue a, ObjectValue b):
                CompareMaps(path, a.Map, b.Map, changes);
                break;
            case (ArrayValue a, ArrayValue b):
                for (var i = 0; i < Math.Max(a.Items.Count, b.Items.Count); i++)
                    CompareValues($"{path}[{i}]", a.Items.ElementAtOrDefault(i), b.Items.ElementAtOrDefault(i),
                        changes);
                break;
            default:
                if (InputDiff.Kind(old, @new) is { } kind)
                    changes[path] = kind;
                break;
        }
    }

    private static string Join(string path, string key)
    {
        var simple = key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');
        return path.Length == 0 ? simple ? key : $"[\"{key}\"]" : simple ? $"{path}.{key}" : $"{path}[\"{key}\"]";
    }
}
