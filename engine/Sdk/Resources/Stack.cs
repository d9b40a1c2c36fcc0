using Engine.Protocol;
using Engine.Sdk;

namespace Pulumi;

/// <summary>
/// The root of all resources of a program. Properties marked [Output] of a derived class become the stack's outputs.
/// </summary>
public class Stack : ComponentResource
{
    public Stack(StackOptions? options = null)
        : base(Urns.StackType, $"{Settings.Project}-{Settings.Stack}", ToComponentOptions(options))
    {
    }

    private static Engine.Protocol.ProgramSettings Settings => ProgramRun.Required.Settings;

    /// <exception cref="RunException">An output property has no value.</exception>
    internal void RegisterPropertyOutputs()
    {
        var missing = OutputProperties().Where(output => output.Value is null).Select(output => output.Key).ToList();
        if (missing.Count > 0)
            throw new RunException($"Output(s) '{string.Join(", ", missing)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        RegisterOutputs();
    }

    internal void RegisterDictionaryOutputs(Output<IDictionary<string, object?>> outputs) => RegisterOutputs(outputs);

    private static ComponentResourceOptions? ToComponentOptions(StackOptions? options) =>
        options is null ? null : new() { ResourceTransformations = [.. options.ResourceTransformations] };
}
