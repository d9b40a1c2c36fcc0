using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Engine.Sdk;

/// <summary>Asks immutable arrays of any element type what only their generic type tells.</summary>
internal static class ImmutableLists
{
    private static readonly ConcurrentDictionary<Type, Func<object, bool>?> Cache = new();

    /// <summary>Whether the list is ImmutableArray's default, which throws when touched.</summary>
    public static bool IsDefault(IList list) => Cache.GetOrAdd(list.GetType(), Find)?.Invoke(list) ?? false;

    private static Func<object, bool>? Find(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? typeof(ImmutableLists).GetMethod(nameof(IsDefaultOf), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<object, bool>>()
            : null;

    private static bool IsDefaultOf<T>(object list) => ((ImmutableArray<T>)list).IsDefault;
}
