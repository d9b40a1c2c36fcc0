using System.Diagnostics;
using Engine.Protocol;

namespace Engine.Deploy;

/// <summary>What the parts of one run share: its options, its fate so far, and its listeners.</summary>
/// <param name="stop">Asks for no further steps; those that run come to their end.</param>
/// <param name="cut">Gives up those that run as well.</param>
internal sealed class DeploymentRun(
    DeploymentOptions options, IDeploymentEvents events, CancellationToken stop, CancellationToken cut = default)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StepKind, int> _counts = [];
    private readonly HashSet<string> _failedOperations = [];

    private volatile bool _failed;
    private bool _failedElsewhere;

    public DeploymentOptions Options => options;

    public IDeploymentEvents Events => events;

    public CancellationToken Stop => stop;

    public CancellationToken Cut => cut;

    public bool Failed => _failed || stop.IsCancellationRequested;

    /// <summary>Whether no new step may start any more.</summary>
    public bool Stopped => stop.IsCancellationRequested || (_failed && !options.ContinueOnError);

    /// <summary>Counted steps by kind, without default providers.</summary>
    public IReadOnlyDictionary<StepKind, int> Counts
    {
        get
        {
            lock (_gate)
                return new Dictionary<StepKind, int>(_counts);
        }
    }

    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    public void Count(Step step)
    {
        if (step.Hidden || !step.Kind.IsCounted())
            return;
        lock (_gate)
            _counts[step.Kind] = _counts.GetValueOrDefault(step.Kind) + 1;
    }

    /// <summary>
    /// URNs of the resources whose own operation failed; null where anything else did, so that nobody knows what the
    /// program would have registered.
    /// </summary>
    public IReadOnlyCollection<string>? FailedOperations
    {
        get
        {
            lock (_gate)
                return _failedElsewhere ? null : [.. _failedOperations];
        }
    }

    /// <summary>Reports an error and lets the run end without new steps.</summary>
    public void Fail(string? urn, string message)
    {
        lock (_gate)
            _failedElsewhere = true;
        Report(urn, message);
    }

    /// <summary>Reports why an operation failed, and makes the exception that ends what waits for it.</summary>
    public DeploymentFailedException OperationFailure(string urn, string message)
    {
        lock (_gate)
            _failedOperations.Add(urn);
        StepFailed = true;
        Report(urn, message);
        return new DeploymentFailedException();
    }

    /// <summary>Whether a step (not the program itself) failed.</summary>
    public bool StepFailed { get; private set; }

    /// <summary>Reports why a step failed and makes the exception that ends the program.</summary>
    /// <param name="message">Null where it was reported already.</param>
    public DeploymentFailedException StepFailure(string? urn, string? message)
    {
        StepFailed = true;
        if (message is not null)
            Fail(urn, message);
        return new DeploymentFailedException();
    }

    private void Report(string? urn, string message)
    {
        _failed = true;
        events.Diagnostic(LogSeverity.Error, message, urn);
    }

    public void ThrowIfStopped()
    {
        if (Stopped)
            throw new DeploymentFailedException();
    }
}
