using System.Collections.Concurrent;
using Engine.Deployments;
using Engine.Execution;
using Engine.Handlers;
using Engine.Planning;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Runs;

/// <summary>
/// The deployment engine as the program sees it: turns each registration into steps and waits for them.
/// </summary>
internal sealed class DeploymentMonitor : IMonitor
{
    private readonly DeploymentRun _run;
    private readonly OldState _olds;
    private readonly SnapshotJournal _journal;
    private readonly ProviderTable _providers;
    private readonly StepGenerator _generator;
    private readonly StepExecutor _executor;
    private readonly GoalBuilder _goals;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _defaultProviders = [];
    private readonly TaskTracker _tasks = new();

    public DeploymentMonitor(DeploymentRun run, OldState olds, SnapshotJournal journal, ProviderTable providers,
        StepExecutor executor)
    {
        (_run, _olds, _journal, _providers, _executor) = (run, olds, journal, providers, executor);
        _generator = new StepGenerator(run, olds, providers);
        _goals = new GoalBuilder(run, journal, olds.Find, DefaultProviderAsync);
    }

    /// <summary>The step by which the resource's old instance makes way for a new one in this run, or null.</summary>
    public Step? ReplacementOf(string urn) => _generator.ReplacementOf(urn);

    /// <summary>Waits for whatever the program left running when it ended early.</summary>
    public Task DrainAsync() => _tasks.WhenIdleAsync();

    public Task<RegisterResourceResult> RegisterResourceAsync(RegisterResourceRequest request)
    {
        var registration = GuardAsync(request, async () =>
        {
            _run.ThrowIfStopped();
            return await RegisterAsync(await _goals.BuildAsync(request));
        });
        _tasks.Track(registration);
        return registration;
    }

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs)
    {
        // A component that is left out is not in the state.
        if (_journal.Find(urn) is null)
            return Task.CompletedTask;
        var present = new PropertyMap(outputs.Where(output => output.Value is not NullValue));
        _journal.SetOutputs(urn, present);
        if (urn == _run.StackUrn)
            _run.Events.StackOutputs(_olds.Find(urn)?.Outputs, present);
        return Task.CompletedTask;
    }

    public void Log(LogSeverity severity, string message, string? urn)
    {
        if (severity == LogSeverity.Error)
            _run.Fail(urn, message);
        else if (severity != LogSeverity.Debug)
            _run.Events.Diagnostic(severity, message, urn);
    }

    private async Task<RegisterResourceResult> RegisterAsync(Goal goal)
    {
        ResourceState? state = null;
        var steps = await _generator.PlanAsync(goal);
        try
        {
            foreach (var step in steps)
            {
                // The logical whole of a replacement does nothing itself: what comes about is its creation's, and where
                // that was first, the whole tells of it.
                var created = step.Kind == StepKind.Replace && !step.DeletesBefore ? state : null;
                var reached = await _executor.ExecuteAsync(created is null ? step : step with { New = created });
                state = step.Kind == StepKind.Replace ? state : reached;
            }
        }
        finally
        {
            foreach (var step in steps)
                _generator.Finished(step);
        }
        return new RegisterResourceResult(state!.Urn, state.Id, state.Outputs);
    }

    /// <summary>
    /// Every failure is reported exactly once, and reaches the program as the one exception it knows.
    /// </summary>
    private async Task<T> GuardAsync<T>(RegisterResourceRequest request, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception failure) when (failure is not DeploymentFailedException)
        {
            throw _run.StepFailure(_goals.Urn(request), failure.Message);
        }
    }

    /// <summary>Reference of the package's default provider, which comes into being with its first use.</summary>
    private Task<string> DefaultProviderAsync(string package, string? version)
    {
        var name = string.IsNullOrEmpty(version) ? "default" : $"default_{version.Replace('.', '_')}";
        return _defaultProviders.GetOrAdd($"{package}:{name}", _ => new Lazy<Task<string>>(async () =>
        {
            var request = DefaultProvider(package, name, version);
            var goal = new Goal(request, _goals.Urn(request));
            var result = await RegisterAsync(goal);
            return $"{result.Urn}::{result.Id ?? Sentinels.Unknown}";
        })).Value;
    }

    private RegisterResourceRequest DefaultProvider(string package, string name, string? version)
    {
        var prefix = package + ":";
        var inputs = _run.Program.Config.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(item => item.Key[prefix.Length..], item => Configured(item.Key, item.Value));
        if (!string.IsNullOrEmpty(version))
            inputs["version"] = version;
        return new RegisterResourceRequest
        {
            Type = Urns.ProviderTypePrefix + package,
            Name = name,
            Custom = true,
            Inputs = new PropertyMap(inputs),
        };
    }

    private PropertyValue Configured(string key, PropertyValue value) =>
        _run.Program.ConfigSecretKeys.Contains(key) ? new SecretValue(value) : value;
}
