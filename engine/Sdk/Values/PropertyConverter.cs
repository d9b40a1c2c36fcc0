using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Engine.Properties;

namespace Engine.Sdk;

/// <summary>
/// Turns property values into the .NET types that resource classes declare. Secrets are
/// looked through. A null becomes the type's default.
/// </summary>
internal static class PropertyConverter
{
    /// <exception cref="InvalidOperationException">The value does not fit the type.</exception>
    public static object? Convert(string path, PropertyValue value, Type type)
    {
        value = value.Unwrapped;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is NullValue)
            return type.IsValueType && target == type ? Activator.CreateInstance(type) : null;
        return (value, target) switch
        {
            _ when target == typeof(object) => ToObject(value),
            (BoolValue flag, _) when target == typeof(bool) => flag.Value,
            (StringValue text, _) when target == typeof(string) => text.Value,
            (NumberValue number, _) when target == typeof(double) => number.Value,
            (NumberValue number, _) when target == typeof(int) => (int)number.Value,
            (ArrayValue array, _) when IsGeneric(target, typeof(ImmutableArray<>)) => ToArray(path, array, target),
            (ObjectValue map, _) when IsGeneric(target, typeof(ImmutableDictionary<,>)) => ToMap(path, map.Map, target),
            _ when EnumStruct.Find(target) is { } choice => choice.Make(Convert(path, value, choice.Wrapped)!),
            _ => throw new InvalidOperationException(
                $"Expected {target.FullName} but got {value.GetType().Name} deserializing {path}"),
        };
    }

    /// <summary>The value in its natural type: numbers as double, lists and maps immutable.</summary>
    public static object? ToObject(PropertyValue value) => value switch
    {
        NullValue => null,
        BoolValue flag => flag.Value,
        NumberValue number => number.Value,
        StringValue text => text.Value,
        SecretValue secret => ToObject(secret.Element),
        ArrayValue array => array.Items.Select(ToObject).ToImmutableArray(),
        ObjectValue map => map.Map.ToImmutableDictionary(item => item.Key, item => ToObject(item.Value)),
        ResourceReferenceValue reference => reference.Id ?? reference.Urn,
        _ => throw new InvalidOperationException(
            $"Value was marked as {value.GetType().Name}, but did not conform to required shape"),
    };

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static object? ToArray(string path, ArrayValue array, Type type) =>
        Call(nameof(MakeArray), type, array.Items.Select((item, i) =>
            Convert($"{path}[{i}]", item, type.GetGenericArguments()[0])));

    private static object? ToMap(string path, PropertyMap map, Type type) =>
        Call(nameof(MakeMap), type, map.Select(item =>
            KeyValuePair.Create(item.Key, Convert($"{path}.{item.Key}", item.Value, type.GetGenericArguments()[1]))));

    private static object? Call(string method, Type type, IEnumerable items) =>
        typeof(PropertyConverter).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()[^1])
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [items], null);

    private static ImmutableArray<T> MakeArray<T>(IEnumerable<object?> items) => [.. items.Cast<T>()];

    private static ImmutableDictionary<string, T> MakeMap<T>(IEnumerable<KeyValuePair<string, object?>> items) =>
        items.ToImmutableDictionary(item => item.Key, item => (T)item.Value!);
}
