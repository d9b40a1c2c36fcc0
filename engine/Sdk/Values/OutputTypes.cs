using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Which types an output can hold: those that the real SDK can read from the wire.</summary>
internal static class OutputTypes
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object),
    ];

    private static readonly HashSet<Type> Generic =
        [typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(Output<>)];

    /// <exception cref="InvalidOperationException">The type, or one inside it, is not allowed.</exception>
    public static void Check(string place, Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || Simple.Contains(type) || typeof(Resource).IsAssignableFrom(type) || IsChoice(type))
            return;
        foreach (var inner in PartsOf(place, type))
            Check($"{place} ({type.Name})", inner, seen);
    }

    private static bool IsChoice(Type type) =>
        (type.IsEnum && type.GetEnumUnderlyingType() == typeof(int)) || EnumStruct.Find(type) is not null;

    private static IEnumerable<Type> PartsOf(string place, Type type)
    {
        var inner = type.GetGenericArguments();
        if (inner.Length > 0 && Generic.Contains(type.GetGenericTypeDefinition())
            && (inner.Length == 1 || inner[0] == typeof(string)))
            return inner;
        if (inner.Length == 0 && type.GetCustomAttribute<OutputTypeAttribute>() is not null)
            return OutputClass.Find(type)!.Fields.Select(field => field.Type);
        throw new InvalidOperationException(
            $"{place} contains invalid type {type.FullName}. Allowed types are: String, Boolean, Int32, Double, "
            + "Nullable<...>, ImmutableArray<...> and ImmutableDictionary<string, ...> or "
            + "a class explicitly marked with the [OutputTypeAttribute].");
    }
}
