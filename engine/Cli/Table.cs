namespace Engine.Cli;

/// <summary>Rows of text in aligned columns, as Pulumi prints them.</summary>
internal static class Table
{
    /// <param name="rows">The header first; all rows have as many cells as it.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, string indent = "")
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => Indented(cell, indent.Length + widths.Take(column).Sum(w => w + 2))
                .PadRight(widths[column]));
            output.WriteLine((indent + string.Join("  ", cells)).TrimEnd());
        }
    }

    /// <summary>A text of several lines stays in its column.</summary>
    private static string Indented(string cell, int column) => cell.Replace("\n", "\n" + new string(' ', column));
}
