using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Engine.Sdk;

/// <summary>A struct marked [EnumType]: what it wraps (a text or a number), how to make and read it.</summary>
internal sealed record EnumStruct(ConstructorInfo Constructor, MethodInfo Conversion)
{
    private static readonly ConcurrentDictionary<Type, EnumStruct?> Cache = new();

    public Type Wrapped => Conversion.ReturnType;

    public static EnumStruct? Find(Type type) => Cache.GetOrAdd(type, Build);

    public object Make(object wrapped) => Constructor.Invoke([wrapped]);

    public object? Read(object value) => Conversion.Invoke(null, [value]);

    private static EnumStruct? Build(Type type)
    {
        if (type.GetCustomAttribute<EnumTypeAttribute>() is null)
            return null;
        var conversion = type.GetMethods().Single(method => method.Name == "op_Explicit"
            && (method.ReturnType == typeof(string) || method.ReturnType == typeof(double)));
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return new EnumStruct(type.GetConstructor(any, [conversion.ReturnType])!, conversion);
    }
}
