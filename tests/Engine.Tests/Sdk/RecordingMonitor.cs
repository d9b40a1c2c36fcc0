using Engine.Properties;
using Engine.Protocol;
using Engine.Sdk;
using Pulumi;

namespace Engine.Tests.Sdk;

/// <summary>An engine that writes down what a program asks of it, and answers with the inputs as outputs.</summary>
internal sealed class RecordingMonitor(bool preview = false) : IMonitor
{
    private readonly Lock _lock = new();

    public List<RegisterResourceRequest> Requests { get; } = [];

    public Dictionary<string, PropertyMap> Outputs { get; } = [];

    public List<(LogSeverity Severity, string Message, string? Urn)> Logs { get; } = [];

    /// <summary>Overrides the answer to a registration.</summary>
    public Func<RegisterResourceRequest, Task<RegisterResourceResult?>> Answer { get; init; } =
        _ => Task.FromResult<RegisterResourceResult?>(null);

    public RegisterResourceRequest this[string name] => Requests.Single(request => request.Name == name);

    public PropertyMap StackOutputs => Outputs.Single(item => item.Key.Contains("pulumi:pulumi:Stack")).Value;

    public static string UrnOf(RegisterResourceRequest request) =>
        Urns.Make("dev", "shop", request.Parent, request.Type, request.Name);

    /// <summary>Runs a program whose result is the stack's outputs.</summary>
    public Task<int> RunAsync(Func<IDictionary<string, object?>> program) =>
        StartAsync(() => ProgramRunner.RunFunctionAsync(() => Task.FromResult(program()), null));

    public Task<int> RunAsync(Action program) => RunAsync(() =>
    {
        program();
        return new Dictionary<string, object?>();
    });

    public Task<int> StartAsync(Func<Task> program) => ProgramRunner.RunAsync(new ProgramRun(this, Settings), program);

    public ProgramSettings Settings { get; init; } = new()
    {
        Project = "shop",
        Stack = "dev",
        RootDirectory = "/",
        DryRun = preview,
    };

    public async Task<RegisterResourceResult> RegisterResourceAsync(RegisterResourceRequest request)
    {
        lock (_lock)
            Requests.Add(request);
        var id = request.Custom && !preview ? $"id-{request.Name}" : null;
        return await Answer(request) ?? new RegisterResourceResult(UrnOf(request), id, request.Inputs);
    }

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs)
    {
        lock (_lock)
            Outputs.Add(urn, outputs);
        return Task.CompletedTask;
    }

    public void Log(LogSeverity severity, string message, string? urn)
    {
        lock (_lock)
            Logs.Add((severity, message, urn));
    }
}
