using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Enginsight.Infra.Files;

/// <summary>The scripts and templates of this folder, which travel inside the program.</summary>
internal static class EmbeddedFile
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
        foreach (var (name, value) in values)
        {
            var place = "{{" + name + "}}";
            if (!text.Contains(place, StringComparison.Ordinal))
                throw new ArgumentException($"{path} has no {place}");
            text = text.Replace(place, value, StringComparison.Ordinal);
        }

        return text.Contains("{{", StringComparison.Ordinal)
            ? throw new ArgumentException($"{path} has a name in braces without a value")
            : text;
    }
}
