using System.Globalization;
using System.Text;

namespace Enginsight.Infra.Settings;

/// <summary>Values from a stack file in a message: whatever they are, it stays one readable line.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>In quotes, cut where it is long.</summary>
    public static string Quoted(string value) => $"'{Cut(Line(value))}'";

    /// <summary>Without its end where it is long.</summary>
    public static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "...";

    /// <summary>
    /// What would begin a line, hide or turn round what follows, or move a terminal's cursor, as an escape.
    /// </summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            line.Append(isPlain ? rune.ToString() : $"\\u{rune.Value:x4}");
        }

        return line.ToString();
    }
}
