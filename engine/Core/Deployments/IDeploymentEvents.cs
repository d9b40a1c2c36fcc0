using Engine.Properties;
using Engine.Protocol;

namespace Engine.Deployments;

/// <summary>What a run tells whoever shows it. Called from several threads at once.</summary>
internal interface IDeploymentEvents
{
    void StepStarted(Step step);

    /// <summary>The step ended; its New carries the resulting outputs.</summary>
    void StepSucceeded(Step step, TimeSpan elapsed);

    void StepFailed(Step step, TimeSpan elapsed);

    /// <summary>A message that is kept for the end of the run; a null URN speaks of the stack.</summary>
    void Diagnostic(LogSeverity severity, string message, string? urn);

    /// <summary>A line of a running operation; only the last one of a resource matters.</summary>
    void Progress(string urn, string line);

    void StackOutputs(PropertyMap? olds, PropertyMap news);
}
