using System.Reflection;
using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Runs a program once: from its entry to the end of everything it started.</summary>
internal static class ProgramRunner
{
    /// <summary>Runs the program in the given run's context; 0, 1 (errors were logged) or 32 (it failed).</summary>
    public static async Task<int> RunAsync(ProgramRun run, Func<Task> program)
    {
        ProgramRun.Current = run;
        try
        {
            await program().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            run.Tasks.Report(error);
        }
        await run.Tasks.WhenIdleAsync().ConfigureAwait(false);
        foreach (var error in run.Tasks.Errors)
            Tell(run, error);
        await run.Tasks.WhenIdleAsync().ConfigureAwait(false);
        return run.Tasks.Errors.Count > 0 ? DeploymentFailedException.ExitCode : run.HasLoggedErrors ? 1 : 0;
    }

    /// <summary>Runs a program whose result is the outputs of a plain stack.</summary>
    public static Task RunFunctionAsync(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
    {
        var stack = new Stack(options);
        var outputs = program();
        stack.RegisterDictionaryOutputs(Output.Create(outputs));
        return outputs;
    }

    private static void Tell(ProgramRun run, Exception error)
    {
        switch (error)
        {
            case DeploymentFailedException:
                break;
            case RunException:
                run.Log(LogSeverity.Error, error.Message, null);
                break;
            case ResourceException about:
                var text = about.HideStack ? about.Message : about.ToString();
                run.Log(LogSeverity.Error, text, about.Resource);
                break;
            default:
                var program = Assembly.GetEntryAssembly()?.Location;
                run.Log(
                    LogSeverity.Error,
                    $"Running program '{program}' failed with an unhandled exception:\n{error}",
                    null);
                break;
        }
    }
}
