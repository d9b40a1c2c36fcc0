using System.Collections.Immutable;
using Engine.Properties;
using Engine.Protocol;
using Pulumi;
using Pulumi.Testing;

namespace Engine.Sdk;

/// <summary>Lets the mocks of a unit test answer in place of the engine.</summary>
internal sealed class MockMonitor(IMocks mocks, ProgramSettings settings) : IMonitor
{
    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];

    /// <summary>Messages of the errors logged so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_lock)
                return [.. _errors];
        }
    }

    public async Task<RegisterResourceResult> RegisterResourceAsync(RegisterResourceRequest request)
    {
        if (request.Type == Urns.StackType)
            return new RegisterResourceResult(UrnOf(request.Type, request.Name), null, PropertyMap.Empty);
        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Inputs),
            Provider = request.Provider ?? "",
            Id = request.ImportId ?? "",
        }).ConfigureAwait(false);
        // The real mocks put the stack's type, and no component's, before the resource's.
        var urn = UrnOf($"{Urns.StackType}${request.Type}", request.Name);
        return new RegisterResourceResult(urn, id ?? request.ImportId, await ToMapAsync(state).ConfigureAwait(false));
    }

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs) =>
        mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            urn, outputs.ToImmutableDictionary(item => item.Key, item => ToOutput(item.Value))));

    public void Log(LogSeverity severity, string message, string? urn)
    {
        if (severity == LogSeverity.Error)
            lock (_lock)
                _errors.Add(message);
    }

    private string UrnOf(string type, string name) => Urns.Make(settings.Stack, settings.Project, null, type, name);

    private static ImmutableDictionary<string, object> Plain(PropertyMap map) =>
        map.Where(item => !item.Value.ContainsUnknowns && item.Value.Unwrapped is not NullValue)
            .ToImmutableDictionary(item => item.Key, item => PropertyConverter.ToObject(item.Value)!);

    private static Output<object> ToOutput(PropertyValue value)
    {
        var known = !value.ContainsUnknowns;
        return new(Task.FromResult(new OutputData<object>(
            known ? PropertyConverter.ToObject(value)! : null!, known, value.ContainsSecrets, [])), tracked: false);
    }

    private static async Task<PropertyMap> ToMapAsync(object state) =>
        await new PropertySerializer().SerializeAsync("", state).ConfigureAwait(false) is ObjectValue map
            ? map.Map
            : throw new InvalidOperationException($"{state.GetType().FullName} is not a supported argument type");
}
