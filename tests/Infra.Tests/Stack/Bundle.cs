using System.Collections.Immutable;

namespace Enginsight.Infra.Tests.Stack;

internal static class Bundle
{
    /// <summary>The files of a step's standard input, by path.</summary>
    public static ImmutableDictionary<string, string> Parse(string text) => $"\n{text}".Split("\n==> ")
        .Select(part => part.Split('\n', 2))
        .Where(part => part[0].StartsWith('/'))
        .ToImmutableDictionary(part => part[0].Split(' ')[0], part => part.ElementAtOrDefault(1) ?? "");
}
