using System.Collections.Immutable;
using Engine.Sdk;
using Pulumi.Testing;

namespace Pulumi;

/// <content>Runs programs in unit tests.</content>
public sealed partial class Deployment
{
    /// <summary>Runs a stack class against mocks.</summary>
    /// <returns>All resources with the stack first, in the order of registration.</returns>
    /// <exception cref="RunException">The program failed or logged an error; the message tells.</exception>
    /// <exception cref="AggregateException">There were several errors.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => TestRunAsync(mocks, options, () => RunStack(Construct<TStack>));

    /// <summary>Runs a function against mocks.</summary>
    /// <returns>The resources without the stack, and the outputs the function returned.</returns>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = ImmutableDictionary<string, object?>.Empty;
        var resources = await TestRunAsync(testMocks, testOptions, () => ProgramRunner.RunFunctionAsync(
            async () => outputs = await createResources().ConfigureAwait(false), null)).ConfigureAwait(false);
        return ([.. resources.Where(resource => resource is not Stack)], outputs);
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object?}}})"/>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <summary>Runs a function against mocks.</summary>
    /// <returns>The resources without the stack.</returns>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task> createResources) =>
        (await TestAsync(testMocks, testOptions, Outputless(createResources)).ConfigureAwait(false)).Resources;

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Action createResources) =>
        (await TestAsync(testMocks, testOptions, Outputless(createResources)).ConfigureAwait(false)).Resources;

    private static async Task<ImmutableArray<Resource>> TestRunAsync(
        IMocks mocks, TestOptions? options, Func<Task> program)
    {
        var settings = TestConfig.ToSettings(options);
        var monitor = new MockMonitor(mocks, settings);
        var run = new ProgramRun(monitor, settings);
        await ProgramRunner.RunAsync(run, program).ConfigureAwait(false);
        return monitor.Errors switch
        {
            [] => [.. run.Resources],
            [var message] => throw new RunException(message),
            var messages => throw new AggregateException(messages.Select(message => new RunException(message))),
        };
    }
}
