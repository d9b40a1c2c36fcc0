using Engine.Sdk;

namespace Pulumi;

/// <summary>
/// The root of all resources of a program. Properties marked [Output] of a derived class become the stack's outputs.
/// </summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(RootType, $"{Settings.Project}-{Settings.Stack}", ToComponentOptions(options))
    {
    }

    private static Engine.Protocol.ProgramSettings Settings => ProgramRun.Required.Settings;

    /// <exception cref="RunException">An output property has no value or is not an Output.</exception>
    internal void RegisterPropertyOutputs()
    {
        var properties = OutputProperty.Of(GetType());
        Refuse(properties.Where(property => property.Read(this) is null),
            "Output(s) '{0}' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.");
        Refuse(properties.Where(property => !property.IsOutput),
            "Output(s) '{0}' have incorrect type. [Output] attributed properties must be instances of Output<T>.");
        RegisterOutputs();
    }

    internal void RegisterDictionaryOutputs(Output<IDictionary<string, object?>> outputs) => RegisterOutputs(outputs);

    private static void Refuse(IEnumerable<OutputProperty> properties, string reason)
    {
        var names = string.Join(", ", properties.Select(property => property.Name));
        if (names != "")
            throw new RunException(string.Format(null, reason, names));
    }

    private static ComponentResourceOptions? ToComponentOptions(StackOptions? options) =>
        options is null ? null : new() { ResourceTransformations = [.. options.ResourceTransformations] };
}
