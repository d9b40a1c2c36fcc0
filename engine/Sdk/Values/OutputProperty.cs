using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Engine.Sdk;

/// <summary>A property of a resource class marked [Output], found by reflection once per class.</summary>
internal sealed record OutputProperty(string Name, PropertyInfo Property)
{
    private static readonly ConcurrentDictionary<Type, OutputProperty[]> Cache = new();

    public bool IsOutput =>
        Property.PropertyType.IsGenericType && Property.PropertyType.GetGenericTypeDefinition() == typeof(Output<>);

    /// <summary>The marked properties below the SDK's own base classes.</summary>
    public static OutputProperty[] Of(Type type) => Cache.GetOrAdd(type, Find);

    public object? Read(Resource resource) => Property.GetValue(resource);

    /// <summary>Gives the property an output that is settled through the returned slot.</summary>
    public OutputSlot Open(Resource resource)
    {
        var place = $"[Output] {Property.DeclaringType!.FullName}.{Property.Name}";
        if (!IsOutput)
            throw new InvalidOperationException($"{place} was not an Output<T>");
        if (Property.SetMethod is null)
            throw new InvalidOperationException($"{place} did not have a 'set' method");
        var slotType = typeof(OutputSlot<>).MakeGenericType(Property.PropertyType.GetGenericArguments());
        var slot = (OutputSlot)Activator.CreateInstance(slotType)!;
        Property.SetValue(resource, slot.UntypedOutput);
        return slot;
    }

    private static OutputProperty[] Find(Type type)
    {
        const BindingFlags declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var found = new List<OutputProperty>();
        for (var level = type; !IsBase(level); level = level.BaseType!)
            found.AddRange(from property in level.GetProperties(declared)
                           let attribute = property.GetCustomAttribute<OutputAttribute>()
                           where attribute is not null
                           select new OutputProperty(attribute.Name ?? property.Name, property));
        return [.. found];
    }

    private static bool IsBase(Type type) => type == typeof(CustomResource) || type == typeof(ComponentResource);
}
