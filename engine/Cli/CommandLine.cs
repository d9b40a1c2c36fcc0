using System.CommandLine;
using System.CommandLine.Invocation;
using Engine.Runs;
using Floor;

namespace Engine.Cli;

/// <summary>The command line: Pulumi's verbs, for the program it is part of.</summary>
internal static class CommandLine
{
    /// <summary>A value that starts with @ is a value and not the name of a file with more arguments.</summary>
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command and returns its exit code. A failure is one line, without a stack.</summary>
    public static async Task<int> RunAsync(
        ProgramHost host, string[] args, TextWriter? output = null, TextWriter? error = null, TextReader? input = null)
    {
        if (output is null)
        {
            Console.SetOut(new SteadyWriter(Console.Out));
            Console.SetError(new SteadyWriter(Console.Error));
        }
        var invocation = new InvocationConfiguration
        {
            Output = output ?? Console.Out,
            Error = error ?? Console.Error,
            EnableDefaultExceptionHandler = false,
            // Verbs that can be interrupted midway see to it themselves; the others just end.
            ProcessTerminationTimeout = null,
        };
        try
        {
            var parse = Root(new CliContext(host, input ?? Console.In)).Parse(args, Syntax);
            if (parse.Action is ParseErrorAction)
                throw new EngineException(PulumiCliOnly.Advice(parse.UnmatchedTokens)
                    ?? string.Join(' ', parse.Errors.Select(problem => problem.Message)));
            return await parse.InvokeAsync(invocation);
        }
        catch (EngineException failure)
        {
            await invocation.Error.WriteLineAsync("error: " + failure.Message);
            return failure.ExitCode;
        }
        catch (UserFileException failure)
        {
            await invocation.Error.WriteLineAsync("error: " + failure.Message);
            return ExitCode.Failure;
        }
        catch (Exception failure)
        {
            await invocation.Error.WriteLineAsync($"error: {failure.GetType().Name}: {failure.Message}");
            return ExitCode.Internal;
        }
    }

    private static RootCommand Root(CliContext cli)
    {
        var root = new RootCommand("Pulumi's commands, carried out by the engine that is built into this program");
        foreach (var option in cli.Options)
            root.Add(option);
        foreach (var command in DeployCommands.Create(cli))
            root.Add(command);
        root.Add(StackCommand.Create(cli));
        root.Add(ConfigCommand.Create(cli));
        root.Add(StateCommand.Create(cli));
        root.Add(CancelCommand.Create(cli));
        root.Add(VersionCommand.Create());
        return root;
    }
}
