using System.CommandLine;
using Engine.Protocol;

namespace Engine.Cli;

/// <summary>What all commands share: the program, and the options that stand before or behind any verb.</summary>
internal sealed class CliContext(ProgramHost host)
{
    public ProgramHost Host { get; } = host;

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

    public IEnumerable<Option> Options => [Stack, NonInteractive, Color, Directory];

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
