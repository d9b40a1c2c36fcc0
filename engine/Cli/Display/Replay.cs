using Engine.Deployments;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Display;

/// <summary>Passes a run's events on and keeps them, so that the same run can be shown again in another way.</summary>
internal sealed class Replay(IDeploymentEvents target) : IDeploymentEvents
{
    private readonly Lock _gate = new();
    private readonly List<Action<IDeploymentEvents>> _events = [];

    public void To(IDeploymentEvents other) => _events.ForEach(tell => tell(other));

    public void StepStarted(Step step) => Tell(events => events.StepStarted(step));

    public void StepSucceeded(Step step, TimeSpan elapsed) => Tell(events => events.StepSucceeded(step, elapsed));

    public void StepFailed(Step step, TimeSpan elapsed) => Tell(events => events.StepFailed(step, elapsed));

    public void Diagnostic(LogSeverity severity, string message, string? urn) =>
        Tell(events => events.Diagnostic(severity, message, urn));

    public void Progress(string urn, string line) => Tell(events => events.Progress(urn, line));

    public void StackOutputs(PropertyMap? olds, PropertyMap news) => Tell(events => events.StackOutputs(olds, news));

    private void Tell(Action<IDeploymentEvents> tell)
    {
        lock (_gate)
            _events.Add(tell);
        tell(target);
    }
}
