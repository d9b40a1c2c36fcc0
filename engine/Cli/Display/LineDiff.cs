using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Engine.Display;

/// <summary>The difference of two texts, line by line: only what changed, with a little around it.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    /// <summary>Lines that differ in how they end alone differ too.</summary>
    private static readonly IChunker Lines = new LineEndingsPreservingChunker();

    /// <summary>Lines marked <c>- </c>, <c>+ </c> or two blanks; <c>...</c> stands for what is left out.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        // With an end for the last lines too, they are the same where more follows in one text.
        var lines = InlineDiffBuilder.Diff(Differ.Instance, before + '\n', after + '\n', chunker: Lines).Lines;
        var near = new bool[lines.Count];
        foreach (var (at, _) in lines.Index().Where(item => item.Item.Type != ChangeType.Unchanged))
            near.AsSpan(Math.Max(0, at - Context)..Math.Min(lines.Count, at + Context + 1)).Fill(true);
        var shown = new List<string>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (near[at])
                shown.Add($"{Mark(lines[at].Type)} {lines[at].Text}".TrimEnd());
            else if (at == 0 || near[at - 1])
                shown.Add("  ...");
        }

        return shown;
    }

    private static char Mark(ChangeType type) => type switch
    {
        ChangeType.Deleted => '-',
        ChangeType.Inserted => '+',
        _ => ' ',
    };
}
