using System.Collections.Immutable;
using Engine.Properties;
using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>The outputs of one resource that its registration settles.</summary>
internal sealed class OutputSlots
{
    private readonly List<(string Name, OutputSlot Slot)> _properties = [];

    /// <summary>Makes the outputs and puts them into the properties of the resource.</summary>
    /// <remarks>A stack's own are not settled by its registration: the program assigns them.</remarks>
    public OutputSlots(Resource resource)
    {
        if (resource is Stack)
            return;
        foreach (var property in OutputProperty.Of(resource.GetType()))
            _properties.Add((property.Name, property.Open(resource)));
    }

    public OutputSlot<string> Urn { get; } = new();

    public OutputSlot<string> Id { get; } = new();

    public void Resolve(Resource resource, RegisterResourceResult result, ProgramRun run)
    {
        var origin = ImmutableHashSet.Create(resource);
        Urn.Resolve(resource, origin, "urn", result.Urn, run);
        Id.Resolve(resource, origin, "id", string.IsNullOrEmpty(result.Id) ? PropertyValue.Computed : result.Id, run);
        foreach (var (name, slot) in _properties)
            slot.Resolve(resource, origin, name, result.Outputs.Get(name), run);
    }

    public void Fail(Exception error)
    {
        Urn.Fail(error);
        Id.Fail(error);
        foreach (var (_, slot) in _properties)
            slot.Fail(error);
    }
}
