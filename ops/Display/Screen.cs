using Spectre.Console;

namespace Enginsight.Ops.Display;

/// <summary>The operator's terminal: colours and frames there (not with NO_COLOR), plain text in a pipe.</summary>
internal static class Screen
{
    private const int WidthOfAPipe = 160;

    public static IAnsiConsole Out { get; } = Create();

    /// <summary>A table whose columns stand under their titles; no frame in a pipe.</summary>
    public static Table Table(params string[] titles)
    {
        var table = new Table
        {
            Border = Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded,
            ShowHeaders = true,
        };
        foreach (var title in titles)
            table.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(title)}[/]")));
        table.BorderStyle = new Style(Color.Grey);
        return table;
    }

    /// <summary>Text in a colour, whatever characters it has.</summary>
    public static string In(string colour, string text) => $"[{colour}]{Markup.Escape(text)}[/]";

    /// <summary>A number of things in words: 1 version, 2 versions.</summary>
    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <exception cref="OpsException">Nobody can be asked.</exception>
    public static bool Confirm(string question, bool yes)
    {
        if (yes)
            return true;
        if (Console.IsInputRedirected)
            throw new OpsException("nobody can be asked here; add --yes to go on");
        return Out.Prompt(new ConfirmationPrompt(question) { DefaultValue = false });
    }

    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfAPipe;
        return console;
    }
}
