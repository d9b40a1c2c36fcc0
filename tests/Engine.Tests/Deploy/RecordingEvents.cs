using Engine.Deployments;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Tests.Deploy;

/// <summary>Keeps what a run tells.</summary>
internal sealed class RecordingEvents : IDeploymentEvents
{
    private readonly Lock _gate = new();

    public List<Step> Steps { get; } = [];

    public List<string> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public (PropertyMap? Old, PropertyMap New)? Outputs { get; private set; }

    /// <summary>Visible steps other than "same", as symbol and name.</summary>
    public IEnumerable<string> Rows => Steps
        .Where(step => step.Kind != StepKind.Same && !step.Hidden && step.Urn != TestStack.Urn)
        .Select(step => $"{step.Kind.Symbol().Trim()} {step.Name}");

    public void StepStarted(Step step)
    {
    }

    public void StepSucceeded(Step step, TimeSpan elapsed)
    {
        lock (_gate)
            Steps.Add(step);
    }

    public void StepFailed(Step step, TimeSpan elapsed)
    {
    }

    public void Diagnostic(LogSeverity severity, string message, string? urn)
    {
        lock (_gate)
            (severity == LogSeverity.Error ? Errors : Warnings).Add(message);
    }

    public void Progress(string urn, string line)
    {
    }

    public void StackOutputs(PropertyMap? olds, PropertyMap news) => Outputs = (olds, news);
}
