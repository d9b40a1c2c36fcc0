using Engine.Deployments;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Display;

/// <summary>Shows one run. The kinds of display differ in what they show while it lasts; the end is the same.</summary>
internal abstract class RunDisplay(RunHeader header) : IDeploymentEvents
{
    protected Lock Gate { get; } = new();

    protected RunRecord Record { get; } = new(header);

    protected RunHeader Header => header;

    public abstract void Begin();

    /// <summary>Shows what remains to be shown and the summary.</summary>
    public abstract void End(DeploymentResult result, TimeSpan duration);

    public void StepStarted(Step step)
    {
        if (!step.Hidden)
            lock (Gate)
                Started(step);
    }

    public void StepSucceeded(Step step, TimeSpan elapsed)
    {
        if (!step.Hidden)
            lock (Gate)
                Succeeded(step, elapsed);
    }

    public void StepFailed(Step step, TimeSpan elapsed)
    {
        lock (Gate)
            Failed(step, elapsed);
    }

    public void Diagnostic(LogSeverity severity, string message, string? urn)
    {
        lock (Gate)
            Record.Add(severity, message, urn);
    }

    public void Progress(string urn, string line)
    {
        lock (Gate)
            Record.Progress(urn, line);
    }

    public void StackOutputs(PropertyMap? olds, PropertyMap news)
    {
        lock (Gate)
            Record.Outputs = (olds, news);
    }

    protected abstract void Started(Step step);

    protected virtual void Succeeded(Step step, TimeSpan elapsed)
    {
    }

    protected virtual void Failed(Step step, TimeSpan elapsed)
    {
    }
}
