using System.Collections.Immutable;
using System.Reflection;
using Engine.Cli;
using Engine.Runs;
using Engine.Sdk;

namespace Pulumi;

/// <summary>Runs a program as a deployment; its Main returns what RunAsync returns.</summary>
public sealed partial class Deployment
{
    private Deployment()
    {
    }

    /// <summary>The deployment that the calling code runs in.</summary>
    /// <exception cref="InvalidOperationException">The code does not run in one.</exception>
    public static DeploymentInstance Instance => new(ProgramRun.Required);

    /// <summary>
    /// Runs a stack class: its constructor makes the resources, its [Output] properties are the outputs.
    /// </summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RunHostAsync(() => RunStack(Construct<TStack>));

    /// <summary>Runs a function that makes the resources.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(Action action) => RunAsync(Outputless(action));

    /// <summary>Runs a function that makes the resources and returns the stack's outputs.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) =>
        RunAsync(() => Task.FromResult(func()));

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func) => RunAsync(Outputless(func));

    /// <inheritdoc cref="RunAsync(Func{IDictionary{string, object?}})"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RunHostAsync(() => ProgramRunner.RunFunctionAsync(func, options));

    private static Task<int> RunHostAsync(Func<Task> program)
    {
        var host = new ProgramHost((monitor, settings) =>
            ProgramRunner.RunAsync(new ProgramRun(monitor, settings), program));
        return CommandLine.RunAsync(host, Environment.GetCommandLineArgs()[1..]);
    }

    private static Task RunStack(Func<Stack> create)
    {
        create().RegisterPropertyOutputs();
        return Task.CompletedTask;
    }

    // Not new TStack(): that would wrap what the constructor throws.
    private static Stack Construct<TStack>() => (Stack)Activator.CreateInstance(
        typeof(TStack), BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static Func<Task<IDictionary<string, object?>>> Outputless(Action action) => Outputless(() =>
    {
        action();
        return Task.CompletedTask;
    });

    private static Func<Task<IDictionary<string, object?>>> Outputless(Func<Task> func) => async () =>
    {
        await func().ConfigureAwait(false);
        return ImmutableDictionary<string, object?>.Empty;
    };
}
