using Engine.Properties;
using Engine.Protocol;

namespace Engine.Deploy;

/// <summary>Shows nothing; keeps the errors.</summary>
internal sealed class QuietEvents : IDeploymentEvents
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public void StepStarted(Step step)
    {
    }

    public void StepSucceeded(Step step, TimeSpan elapsed)
    {
    }

    public void StepFailed(Step step, TimeSpan elapsed)
    {
    }

    public void Diagnostic(LogSeverity severity, string message, string? urn)
    {
        if (severity == LogSeverity.Error)
            lock (_errors)
                _errors.Add(urn is null ? message : $"{Urns.Name(urn)}: {message}");
    }

    public void Progress(string urn, string line)
    {
    }

    public void StackOutputs(PropertyMap? olds, PropertyMap news)
    {
    }
}
