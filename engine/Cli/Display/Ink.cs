using Engine.Deployments;
using Spectre.Console;

namespace Engine.Display;

/// <summary>Colours of the terminal, as ANSI sequences; only used where colours are wanted.</summary>
internal static class Ink
{
    private const string Reset = "\e[0m";

    /// <summary>The same colours where Spectre does the writing.</summary>
    public static Style Style(StepKind kind) => new(kind switch
    {
        StepKind.Create or StepKind.CreateReplacement => Color.Green,
        StepKind.Update or StepKind.Refresh => Color.Olive,
        StepKind.Delete or StepKind.DeleteReplaced => Color.Maroon,
        StepKind.Replace => Color.Purple,
        _ => Color.Default,
    });

    /// <summary>The line in the colour of what it tells of; unchanged where there is nothing to tell.</summary>
    public static string Paint(string line, StepKind kind) => Paint(line, kind switch
    {
        StepKind.Create or StepKind.CreateReplacement => "32",
        StepKind.Update or StepKind.Refresh => "33",
        StepKind.Delete or StepKind.DeleteReplaced => "31",
        StepKind.Replace => "35",
        _ => "",
    });

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

    private static string Paint(string line, string code) => code.Length == 0 ? line : $"\e[{code}m{line}{Reset}";
}
