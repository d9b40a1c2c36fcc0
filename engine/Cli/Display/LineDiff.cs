namespace Engine.Display;

/// <summary>The difference of two texts, line by line: only what changed, with a little around it.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    /// <summary>
    /// Beyond this many line pairs the texts are shown as wholly changed: the comparison would take too long.
    /// </summary>
    private const int MaxCells = 4_000_000;

    /// <summary>Lines marked <c>- </c>, <c>+ </c> or two blanks; <c>...</c> stands for what is left out.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        var lines = Mark(before.Split('\n'), after.Split('\n'));
        var near = new bool[lines.Count];
        for (var at = 0; at < lines.Count; at++)
            if (lines[at].Mark != ' ')
                for (var close = Math.Max(0, at - Context); close <= Math.Min(lines.Count - 1, at + Context); close++)
                    near[close] = true;
        var shown = new List<string>();
        for (var at = 0; at < lines.Count; at++)
            if (near[at])
                shown.Add($"{lines[at].Mark} {lines[at].Text}".TrimEnd());
            else if (at == 0 || near[at - 1])
                shown.Add("  ...");
        return shown;
    }

    private static List<(char Mark, string Text)> Mark(string[] before, string[] after)
    {
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
            start++;
        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
            end++;
        return
        [
            .. before[..start].Select(line => (' ', line)),
            .. Middle(before[start..^end], after[start..^end]),
            .. before[^end..].Select(line => (' ', line)),
        ];
    }

    private static IEnumerable<(char Mark, string Text)> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MaxCells)
            return before.Select(line => ('-', line)).Concat(after.Select(line => ('+', line)));
        var common = CommonLengths(before, after);
        var lines = new List<(char, string)>();
        var (left, right) = (0, 0);
        while (left < before.Length || right < after.Length)
            if (left < before.Length && right < after.Length && before[left] == after[right])
                (lines, left, right) = (Add(lines, ' ', before[left]), left + 1, right + 1);
            else if (right == after.Length
                || (left < before.Length && common[left + 1, right] >= common[left, right + 1]))
                lines.Add(('-', before[left++]));
            else
                lines.Add(('+', after[right++]));
        return lines;
    }

    private static List<(char, string)> Add(List<(char, string)> lines, char mark, string text)
    {
        lines.Add((mark, text));
        return lines;
    }

    /// <summary>For each pair of rests, how many lines they have in common in order.</summary>
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var left = before.Length - 1; left >= 0; left--)
            for (var right = after.Length - 1; right >= 0; right--)
                lengths[left, right] = before[left] == after[right]
                    ? lengths[left + 1, right + 1] + 1
                    : Math.Max(lengths[left + 1, right], lengths[left, right + 1]);
        return lengths;
    }
}
