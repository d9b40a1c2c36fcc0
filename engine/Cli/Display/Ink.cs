using Engine.Deployments;
using Spectre.Console;

namespace Engine.Display;

/// <summary>Colours of the terminal, as ANSI sequences; only used where colours are wanted.</summary>
internal static class Ink
{
    /// <summary>The same colours where Spectre does the writing.</summary>
    public static Style Style(StepKind kind) => new(Of(kind).Color);

    /// <summary>The line in the colour of what it tells of; unchanged where there is nothing to tell.</summary>
    public static string Paint(string line, StepKind kind) =>
        Of(kind).Code is { Length: > 0 } code ? $"\e[{code}m{line}\e[0m" : line;

    /// <summary>The line in the colour of the mark it begins with: added, removed, changed, or a diagnostic.</summary>
    public static string PaintByMark(string line)
    {
        var text = line.TrimStart();
        return text.StartsWith("+-", StringComparison.Ordinal) ? Paint(line, StepKind.Replace)
            : text.StartsWith('+') ? Paint(line, StepKind.Create)
            : text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("--", StringComparison.Ordinal)
                || text.StartsWith("error:", StringComparison.Ordinal) ? Paint(line, StepKind.Delete)
            : text.StartsWith('~') || text.StartsWith("warning:", StringComparison.Ordinal)
                ? Paint(line, StepKind.Update)
            : line;
    }

    private static (Color Color, string Code) Of(StepKind kind) => kind switch
    {
        StepKind.Create or StepKind.CreateReplacement => (Color.Green, "32"),
        StepKind.Update or StepKind.Refresh => (Color.Olive, "33"),
        StepKind.Delete or StepKind.DeleteReplaced => (Color.Maroon, "31"),
        StepKind.Replace => (Color.Purple, "35"),
        _ => (Color.Default, ""),
    };
}
