using System.CommandLine;

namespace Enginsight.Ops;

/// <summary>Runs what was typed. Whatever goes wrong ends as one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>
    /// A tool that has taken something away gives it back before it ends; the others have nothing to do at Ctrl-C.
    /// </summary>
    private static readonly TimeSpan TimeToGiveBack = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(string[] args, RootCommand root)
    {
        try
        {
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
                throw new OpsException($"{parsed.Errors[0].Message} See {Help(parsed, root)}");
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout =
                    parsed.CommandResult.Command is IGivesBack ? TimeToGiveBack : TimeSpan.FromSeconds(1),
            });
        }
        catch (Exception e)
        {
            return Failure.Tell(e);
        }
    }

    private static string Help(ParseResult parsed, RootCommand root) => parsed.CommandResult.Command == root
        ? "./scripts/ops --help"
        : $"./scripts/ops {parsed.CommandResult.Command.Name} --help";
}

/// <summary>A command that gives back what it has taken away when it is cancelled.</summary>
internal interface IGivesBack;
