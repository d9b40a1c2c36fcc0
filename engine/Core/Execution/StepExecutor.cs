using System.Diagnostics;
using Engine.Deployments;
using Engine.Handlers;
using Engine.Planning;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Execution;

/// <summary>
/// Carries steps out: calls the provider, records the operation before and its result after, and tells the display.
/// In a preview the provider is only asked what it would do.
/// </summary>
internal sealed class StepExecutor
{
    /// <summary>Part of a stack whose operations may be recorded as pending by one write.</summary>
    private const int ShareOfStack = 10;

    private readonly DeploymentRun _run;
    private readonly SnapshotJournal _journal;
    private readonly ProviderTable _providers;
    private readonly SemaphoreSlim _slots;
    private readonly StepGate _pendingGate;

    public StepExecutor(DeploymentRun run, SnapshotJournal journal, ProviderTable providers)
    {
        (_run, _journal, _providers) = (run, journal, providers);
        _slots = new SemaphoreSlim(run.Options.Parallel);
        _pendingGate = new StepGate(() => Math.Max(run.Options.Parallel, journal.Count / ShareOfStack));
    }

    private bool Preview => _run.DryRun;

    /// <summary>Brings one step about; the result is the resource's new state, or the old one of a deletion.</summary>
    /// <exception cref="DeploymentFailedException">
    /// The step failed, and that was reported; or the run was stopped.
    /// </exception>
    public async Task<ResourceState> ExecuteAsync(Step step)
    {
        _run.ThrowIfStopped();
        if (!CallsProvider(step))
            return await PerformAsync(step, null);
        await _pendingGate.EnterAsync();
        try
        {
            return await RecordAsync(step);
        }
        finally
        {
            _pendingGate.Leave();
        }
    }

    /// <summary>Whether something outside the engine changes: only that needs a record beforehand.</summary>
    private static bool CallsProvider(Step step) =>
        step.Subject.Custom && !Urns.IsProvider(step.Type) && !step.SkipsProvider
        && step.Kind is not (StepKind.Same or StepKind.Replace);

    private async Task<ResourceState> RecordAsync(Step step)
    {
        _run.ThrowIfStopped();
        var operation = new PendingOperation(step.Subject, step.Kind switch
        {
            StepKind.Create or StepKind.CreateReplacement => PendingOperationKind.Creating,
            StepKind.Update => PendingOperationKind.Updating,
            _ => PendingOperationKind.Deleting,
        });
        await BeginAsync(operation);
        await _slots.WaitAsync();
        var begun = false;
        try
        {
            _run.ThrowIfStopped();
            begun = true;
            return await PerformAsync(step, operation);
        }
        // Nobody knows how far an operation came that was cut short: it stays pending, and the next run says so.
        catch when (!begun || !_run.Cut.IsCancellationRequested)
        {
            _journal.Abandon(operation);
            throw;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Records what is about to start. What cannot be recorded does not start, and is not pending.</summary>
    private async Task BeginAsync(PendingOperation operation)
    {
        try
        {
            await _journal.BeginAsync(operation);
        }
        catch (Exception failure)
        {
            _journal.Abandon(operation);
            throw _run.StepFailure(null, $"the state could not be saved: {failure.Message}");
        }
    }

    private async Task<ResourceState> PerformAsync(Step step, PendingOperation? operation)
    {
        var clock = Stopwatch.StartNew();
        _run.Events.StepStarted(step);
        if (step is { New: { } wanted, Kind: not StepKind.Replace } && wanted.AdditionalSecretOutputs.Contains("id"))
            _run.Events.Diagnostic(LogSeverity.Warning,
                "The 'id' property cannot be made secret. See pulumi/pulumi#2717 for more details.", step.Urn);
        try
        {
            var state = await ApplyAsync(step, operation);
            _run.Count(step);
            _run.Events.StepSucceeded(step with { New = step.New is null ? null : state }, clock.Elapsed);
            return state;
        }
        catch (ProtectedException protection)
        {
            _run.OperationRefused(step.Urn, protection.Message);
            _run.Events.StepFailed(step, clock.Elapsed);
            throw new DeploymentFailedException();
        }
        catch (Exception failure) when (failure is not DeploymentFailedException)
        {
            var reason = _run.OperationFailure(step.Urn, failure is not OperationCanceledException ? failure.Message
                : _run.Cut.IsCancellationRequested ? "cut short; it stays recorded as pending"
                : $"timed out after {Timeout(step)?.TotalSeconds:0.##} s");
            _run.Events.StepFailed(step, clock.Elapsed);
            throw reason;
        }
    }

    private Task<ResourceState> ApplyAsync(Step step, PendingOperation? operation) => step.Kind switch
    {
        StepKind.Same => Task.FromResult(step.Old is null ? step.New! : Keep(step)),
        StepKind.Replace => Task.FromResult(step.Subject),
        StepKind.Create or StepKind.CreateReplacement => CreateAsync(step, operation),
        StepKind.Update => UpdateAsync(step, operation),
        _ => DeleteAsync(step, operation),
    };

    private ResourceState Keep(Step step)
    {
        var old = step.Old!;
        var state = Protected(step.New!, new ResourceResult(old.Id, old.Outputs)) with
        {
            Created = old.Created,
            Modified = old.Modified,
        };
        // What is left out may refer to what the program has not named, or has not named yet.
        if (ReferenceEquals(old, step.New))
            foreach (var needed in _journal.KeepNeedsOf(old))
                _run.Count(new Step(StepKind.Same, needed, needed));
        _journal.Keep(old, state);
        return Ready(state);
    }

    private async Task<ResourceState> CreateAsync(Step step, PendingOperation? operation)
    {
        var wanted = step.New!;
        var result = wanted.Custom
            ? await WithContext(step, context => _providers.For(wanted)
                .CreateAsync(Ref(wanted), wanted.Inputs, context))
            : new ResourceResult(null, PropertyMap.Empty);
        var now = TimeProvider.System.GetUtcNow();
        var state = Protected(wanted, result) with { Created = now, Modified = now };
        if (step.Old is { PendingReplacement: false, Delete: false } old && !step.DeletesBefore)
            _journal.PutBeside(old, state, operation);
        else
            _journal.Put(step.Old, state, operation);
        return Ready(state);
    }

    private async Task<ResourceState> UpdateAsync(Step step, PendingOperation? operation)
    {
        var (old, wanted) = (step.Old!, step.New!);
        var result = wanted.Custom
            ? await WithContext(step, context => _providers.For(wanted)
                .UpdateAsync(Ref(wanted), old.Id!, old.Inputs, old.Outputs, wanted.Inputs, context))
            : new ResourceResult(null, PropertyMap.Empty);
        var state = Protected(wanted, result) with
        {
            Created = old.Created,
            Modified = wanted.Custom ? TimeProvider.System.GetUtcNow() : old.Modified,
        };
        _journal.Put(old, state, operation);
        return Ready(state);
    }

    private async Task<ResourceState> DeleteAsync(Step step, PendingOperation? operation)
    {
        var old = step.Old!;
        if (step.Kind == StepKind.Delete && old is { Protect: true, PendingReplacement: false })
            throw new ProtectedException(old.Urn);
        if (CallsProvider(step) && !Preview)
            await WithContext(step, async context =>
            {
                await _providers.For(old).DeleteAsync(old.Id!, old.Inputs, old.Outputs, context);
                return true;
            });
        if (step.DeletesBefore)
            _journal.Mark(old, old with { PendingReplacement = true }, operation);
        else
            _journal.Remove(old, operation);
        return old;
    }

    private ResourceState Ready(ResourceState state)
    {
        if (Urns.IsProvider(state.Type))
            _providers.Configure(state);
        return state;
    }

    /// <summary>
    /// The outputs a step ends in, kept ones too, are as secret as today's inputs and options want them.
    /// </summary>
    private static ResourceState Protected(ResourceState wanted, ResourceResult result) => wanted with
    {
        Id = result.Id,
        Outputs = OutputSecrets.Protect(result.Outputs, wanted.Inputs, wanted.AdditionalSecretOutputs),
    };

    private async Task<T> WithContext<T>(Step step, Func<OperationContext, Task<T>> operation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_run.Cut);
        if (Timeout(step) is { } timeout && !Preview)
            end.CancelAfter(timeout);
        return await operation(new OperationContext(
            Preview, Timeout(step), (severity, line) => Log(step, severity, line), end.Token)).WaitAsync(_run.Cut);
    }

    private void Log(Step step, LogSeverity severity, string line)
    {
        _run.Events.Progress(step.Urn, line);
        if (severity is LogSeverity.Warning or LogSeverity.Error)
            _run.Events.Diagnostic(severity, line, step.Urn);
    }

    private static TimeSpan? Timeout(Step step) => step.Subject.CustomTimeouts is { } timeouts
        && (step.Kind switch
        {
            StepKind.Create or StepKind.CreateReplacement => timeouts.Create,
            StepKind.Update => timeouts.Update,
            _ => timeouts.Delete,
        }) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static ResourceRef Ref(ResourceState state) => new(state.Urn, state.Type, state.Name);
}
