using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Engine.Sdk;

/// <summary>A class marked [OutputType], made through its [OutputConstructor] with values by wire name.</summary>
internal sealed record OutputClass(Type Type, ConstructorInfo Constructor, IReadOnlyList<OutputField> Fields)
{
    private static readonly ConcurrentDictionary<Type, OutputClass?> Cache = new();

    public static OutputClass? Find(Type type) => Cache.GetOrAdd(type, Build);

    public Dictionary<string, object?> ReadFields(object value) =>
        Fields.ToDictionary(field => field.Name, field => field.Member?.GetValue(value));

    private static OutputClass? Build(Type type)
    {
        if (type.GetCustomAttribute<OutputTypeAttribute>() is null)
            return null;
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var constructor = type.GetConstructors(any)
            .SingleOrDefault(candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() is not null)
            ?? (type.GetConstructors() is [var only] ? only : null)
            ?? throw new InvalidOperationException($"{type.FullName} has no constructor marked [OutputConstructor]");
        var fields = constructor.GetParameters().Select(parameter => FieldOf(type, parameter));
        return new OutputClass(type, constructor, [.. fields]);
    }

    private static OutputField FieldOf(Type type, ParameterInfo parameter)
    {
        var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
        var flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase;
        return new OutputField(name, parameter.ParameterType, type.GetField(parameter.Name!, flags));
    }
}

/// <summary>A constructor parameter and the public field that keeps it.</summary>
internal sealed record OutputField(string Name, Type Type, FieldInfo? Member);
