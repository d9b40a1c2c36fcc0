using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>One run of a program: what surrounds it and what it has started. All state of the SDK is here.</summary>
internal sealed class ProgramRun(IMonitor monitor, ProgramSettings settings)
{
    private static readonly AsyncLocal<ProgramRun?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly List<Resource> _resources = [];

    /// <summary>The run that the calling code belongs to; null outside of one.</summary>
    public static ProgramRun? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <exception cref="InvalidOperationException">The code does not run as part of a program.</exception>
    public static ProgramRun Required => Current ?? throw new InvalidOperationException(
        "Trying to acquire Deployment.Instance before 'Run' was called.");

    public IMonitor Monitor => monitor;

    public ProgramSettings Settings => settings;

    public TaskTracker Tasks { get; } = new();

    public WaitGraph Waits { get; } = new();

    public Stack? Stack { get; private set; }

    /// <summary>Whether the program logged an error itself.</summary>
    public bool HasLoggedErrors { get; private set; }

    /// <summary>All resources in the order of their registration.</summary>
    public IReadOnlyList<Resource> Resources
    {
        get
        {
            lock (_lock)
                return [.. _resources];
        }
    }

    public void Add(Resource resource)
    {
        lock (_lock)
            _resources.Add(resource);
        if (resource is Stack stack)
            Stack = stack;
    }

    public string? GetConfig(string fullKey) => settings.Config.GetValueOrDefault(fullKey);

    public void Log(LogSeverity severity, string message, Resource? resource)
    {
        HasLoggedErrors |= severity == LogSeverity.Error;
        if (resource is null)
            monitor.Log(severity, message, null);
        else
            Tasks.Track(LogWithUrnAsync(severity, message, resource));
    }

    private async Task LogWithUrnAsync(LogSeverity severity, string message, Resource resource)
    {
        // A resource that could not be registered has no URN; what is said about it still counts.
        var urn = resource.Urn.Data;
        await ((Task)urn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        monitor.Log(severity, message, urn.IsCompletedSuccessfully ? urn.Result.Value : null);
    }
}
