using Spectre.Console;

namespace Engine.Cli;

/// <summary>Questions on the terminal. Ask only where the command is interactive.</summary>
internal static class Prompt
{
    /// <summary>Asks for a text that is not shown while it is typed.</summary>
    public static string Secret(string question) =>
        Console().Prompt(new TextPrompt<string>(Markup.Escape(question) + ":").Secret(null).AllowEmpty());

    /// <summary>Asks for one line of text.</summary>
    public static string Text(string question) =>
        Console().Prompt(new TextPrompt<string>(Markup.Escape(question) + ":"));

    private static IAnsiConsole Console() => AnsiConsole.Console;
}
