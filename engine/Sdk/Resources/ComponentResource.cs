using Engine.Sdk;

namespace Pulumi;

/// <summary>A resource without a provider that groups others, its children.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <param name="remote">True is for packaged components, which the embedded engine does not support.</param>
    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
        if (remote)
            throw new ResourceException("Remote components are not supported by the embedded engine.", this);
    }

    /// <summary>Registers the properties marked [Output] as the component's outputs.</summary>
    protected void RegisterOutputs() => RegisterOutputs(OutputProperties());

    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Output.Create(outputs));

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) =>
        RegisterOutputs(Output.Create(outputs));

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        var run = ProgramRun.Required;
        run.Tasks.Track(OutputRegistration.RunAsync(run, this, outputs));
    }

    private protected IDictionary<string, object?> OutputProperties() =>
        OutputProperty.Of(GetType()).ToDictionary(property => property.Name, property => property.Read(this));
}
