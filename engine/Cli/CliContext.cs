using System.CommandLine;
using Engine.Runs;

namespace Engine.Cli;

/// <summary>What all commands share: the program, and the options that stand before or behind any verb.</summary>
internal sealed class CliContext(ProgramHost host, TextReader input)
{
    public ProgramHost Host { get; } = host;

    /// <summary>Standard input.</summary>
    public TextReader Input { get; } = input;

    public Option<string?> Stack { get; } = new("--stack", "-s")
    {
        Description = "The name of the stack to operate on; the selected one by default",
        Recursive = true,
    };

    public Option<bool> NonInteractive { get; } = new("--non-interactive")
    {
        Description = "Never ask anything",
        Recursive = true,
    };

    public Option<string> Color { get; } = new Option<string>("--color")
    {
        Description = "Colorize output: always, never, raw, auto",
        DefaultValueFactory = _ => "auto",
        Recursive = true,
    }.AcceptOnlyFromAmong("always", "never", "raw", "auto");

    public Option<string?> Directory { get; } = new("--cwd", "-C")
    {
        Description = "Run as if started in this directory",
        Recursive = true,
    };

    public Option<string?> ConfigFile { get; } = new("--config-file")
    {
        Description = "Use the configuration values in this file rather than in the stack's own",
        Recursive = true,
    };

    public IEnumerable<Option> Options => [Stack, NonInteractive, Color, Directory, ConfigFile];

    /// <summary>Directory that relative paths start from and that the project is searched from.</summary>
    public string BaseDirectory(ParseResult parse) =>
        Path.GetFullPath(parse.GetValue(Directory) ?? ".", Environment.CurrentDirectory);

    /// <summary>Has the user confirm something that cannot be undone, unless <c>--yes</c> did already.</summary>
    /// <exception cref="EngineException">The user declined, or nobody is there to ask.</exception>
    public void Confirm(ParseResult parse, Option<bool> yes, string warning, string expected)
    {
        if (parse.GetValue(yes))
            return;
        if (!IsInteractive(parse))
        {
            throw new EngineException(
                "--yes must be passed in to proceed when running in non-interactive mode", ExitCode.Configuration);
        }
        var question = $"{warning}\nPlease confirm that this is what you'd like to do by typing `{expected}`";
        if (Prompt.Text(question) != expected)
            throw new EngineException("confirmation declined", ExitCode.Cancelled);
    }

    /// <summary>Whether somebody is there to answer a question and to watch progress.</summary>
    public bool IsInteractive(ParseResult parse) =>
        !parse.GetValue(NonInteractive) && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Whether to write terminal colours.</summary>
    public bool UsesColor(ParseResult parse) => parse.GetValue(Color) switch
    {
        "always" => true,
        "auto" => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb",
        _ => false,
    };
}
