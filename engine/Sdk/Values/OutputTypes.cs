using System.Collections.Immutable;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Which types an output can hold: of those that the real SDK can read, the ones that some package has.</summary>
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
        if (!seen.Add(type) || Simple.Contains(type) || typeof(Resource).IsAssignableFrom(type)
            || EnumStruct.Find(type) is not null)
            return;
        foreach (var inner in PartsOf(place, type))
            Check($"{place} ({type.Name})", inner, seen);
    }

    private static IEnumerable<Type> PartsOf(string place, Type type)
    {
        var inner = type.GetGenericArguments();
        if (inner.Length > 0 && Generic.Contains(type.GetGenericTypeDefinition())
            && (inner.Length == 1 || inner[0] == typeof(string)))
            return inner;
        throw new InvalidOperationException(
            $"{place} contains invalid type {type.FullName}. Allowed types are: String, Boolean, Int32, Double, "
            + "Nullable<...>, ImmutableArray<...> and ImmutableDictionary<string, ...>.");
    }
}
