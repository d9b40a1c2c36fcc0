using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Files;

/// <summary>The scripts and templates of this folder, which travel inside the program.</summary>
internal static partial class EmbeddedFile
{
    private static readonly ConcurrentDictionary<string, string> Cache = new();

    /// <summary>All files, by their paths below this folder.</summary>
    public static ImmutableArray<string> Paths { get; } =
        [.. typeof(EmbeddedFile).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];

    /// <summary>Text of a file, by its path below this folder, such as <c>load-balancer/ngs.conf</c>.</summary>
    public static string Read(string path) => Cache.GetOrAdd(path, static path =>
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(path)
            ?? throw new FileNotFoundException($"the program carries no file {path}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>
    /// A file with each {{NAME}} replaced. A name without a value, or a value without a place, is a mistake.
    /// </summary>
    public static string Render(string path, params (string Name, string Value)[] values)
    {
        var text = Read(path);
        var byName = values.ToDictionary(item => item.Name, item => item.Value);
        var unused = byName.Keys.ToHashSet();
        // In one pass: a value that has braces of its own is no place.
        var rendered = Place().Replace(text, match =>
        {
            unused.Remove(match.Groups[1].Value);
            return byName.TryGetValue(match.Groups[1].Value, out var value)
                ? value
                : throw new ArgumentException($"{path} has {match.Value}, which has no value");
        });
        return unused.Count == 0
            ? rendered
            : throw new ArgumentException($"{path} has no {string.Join(", ", unused)}");
    }

    [GeneratedRegex(@"\{\{([A-Z_]+)\}\}")]
    private static partial Regex Place();
}
