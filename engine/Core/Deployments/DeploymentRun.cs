using System.Diagnostics;
using Engine.Protocol;

namespace Engine.Deployments;

/// <summary>What the parts of one run share: its options, its fate so far, and its listeners.</summary>
/// <param name="program">What the program is told; also says which stack this is.</param>
/// <param name="stop">Asks for no further steps; those that run come to their end.</param>
/// <param name="cut">Gives up those that run as well.</param>
internal sealed class DeploymentRun(
    ProgramSettings program, DeploymentOptions options, IDeploymentEvents events, CancellationToken stop,
    CancellationToken cut = default)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StepKind, int> _counts = [];
    private readonly HashSet<string> _failedOperations = [];

    private volatile bool _failed;
    private volatile bool _refused;
    private bool _failedElsewhere;

    public DeploymentOptions Options => options;

    public ProgramSettings Program => program;

    /// <summary>Touch neither resources nor state.</summary>
    public bool DryRun => program.DryRun;

    public string StackUrn => Urns.Stack(program.Stack, program.Project);

    public IDeploymentEvents Events => events;

    public CancellationToken Stop => stop;

    public CancellationToken Cut => cut;

    public bool Failed => _failed || _refused || stop.IsCancellationRequested;

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
        Report(urn, Prefix + message);
        return new DeploymentFailedException();
    }

    /// <summary>
    /// Reports what must not be done. A preview goes on, so that all of that is heard at once; nothing else does.
    /// </summary>
    public void Refuse(string urn, string message)
    {
        if (!DryRun)
        {
            Fail(urn, message);
            return;
        }
        StepFailed = _refused = true;
        events.Diagnostic(LogSeverity.Error, message, urn);
    }

    /// <summary>Reports that an operation failed without which the others go on.</summary>
    public void OperationRefused(string urn, string message)
    {
        StepFailed = _refused = true;
        events.Diagnostic(LogSeverity.Error, Prefix + message, urn);
    }

    /// <summary>Whether an operation failed, rather than the program or a decision about it.</summary>
    public bool StepFailed { get; private set; }

    /// <summary>Reports why a step is not possible and makes the exception that ends the program.</summary>
    /// <param name="message">Null where it was reported already.</param>
    public DeploymentFailedException StepFailure(string? urn, string? message)
    {
        if (message is not null)
            Fail(urn, message);
        return new DeploymentFailedException();
    }

    private string Prefix => DryRun ? "Preview failed: " : "";

    private void Report(string? urn, string message)
    {
        _failed = true;
        events.Diagnostic(LogSeverity.Error, message, urn);
    }

    /// <exception cref="DeploymentFailedException">Something was refused, and this is no preview.</exception>
    public void EndUnlessPreview()
    {
        if (!DryRun)
            throw new DeploymentFailedException();
    }

    public void ThrowIfStopped()
    {
        if (Stopped)
            throw new DeploymentFailedException();
    }
}
