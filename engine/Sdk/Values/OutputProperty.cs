using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Engine.Sdk;

/// <summary>A public property of a resource class marked [Output], found by reflection once per class.</summary>
internal sealed record OutputProperty(string Name, PropertyInfo Property, Type SlotType)
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;

    private static readonly ConcurrentDictionary<Type, OutputProperty[]> Cache = new();

    /// <exception cref="RunException">A marked property is not an Output.</exception>
    /// <exception cref="InvalidOperationException">One cannot be set, or holds what no output can hold.</exception>
    public static OutputProperty[] Of(Type type) => Cache.GetOrAdd(type, Find);

    public object? Read(Resource resource) => Property.GetValue(resource);

    /// <summary>Gives the property an output that is settled through the returned slot.</summary>
    public OutputSlot Open(Resource resource)
    {
        var slot = (OutputSlot)Activator.CreateInstance(SlotType)!;
        Property.SetValue(resource, slot.UntypedOutput);
        return slot;
    }

    private static OutputProperty[] Find(Type type) =>
    [
        .. from property in type.GetProperties(Public)
           let attribute = property.GetCustomAttribute<OutputAttribute>()
           where attribute is not null
           select Make(type, property, attribute.Name ?? property.Name),
    ];

    // As strict as the real SDK, components included: what passes here shall pass there. A stack's outputs never come
    // back from the engine, so whatever can be sent may be in them.
    private static OutputProperty Make(Type type, PropertyInfo property, string name)
    {
        var propertyType = property.PropertyType;
        if (!propertyType.IsGenericType || propertyType.GetGenericTypeDefinition() != typeof(Output<>))
            throw new RunException($"Output(s) '{name}' have incorrect type. "
                + "[Output] attributed properties must be instances of Output<T>.");
        var place = $"[Output] {type.FullName}.{property.Name}";
        // Only the declaring class shows a private setter.
        var declared = property.DeclaringType!.GetProperty(property.Name, Public | BindingFlags.DeclaredOnly)!;
        var valueType = propertyType.GetGenericArguments()[0];
        if (!typeof(Stack).IsAssignableFrom(type))
        {
            if (declared.SetMethod is null)
                throw new InvalidOperationException($"{place} did not have a 'set' method");
            OutputTypes.Check(place, valueType, []);
        }
        return new OutputProperty(name, declared, typeof(OutputSlot<>).MakeGenericType(valueType));
    }
}
