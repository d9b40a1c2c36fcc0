using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Engine.Sdk;

/// <summary>One input of an args class, found by reflection once per class.</summary>
internal sealed record InputProperty(
    string Name, string Member, bool Required, Func<object, object?> Read)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, InputProperty[]> Cache = new();

    public static InputProperty[] Of(Type type) => Cache.GetOrAdd(type, Find);

    // Lists, maps and secrets carry the attribute on their private backing field, so that an unset list stays unset.
    private static InputProperty[] Find(Type type) =>
    [
        .. from level in Levels(type)
           from member in level.GetMembers(Declared)
           let attribute = member.GetCustomAttribute<InputAttribute>()
           where attribute is not null
           select Make(member, attribute),
    ];

    private static InputProperty Make(MemberInfo member, InputAttribute attribute) => attribute.Json
        ? throw new NotSupportedException($"[Input] {member.DeclaringType!.FullName}.{member.Name} is JSON text, "
            + "which the embedded engine does not make of inputs")
        : new InputProperty(attribute.Name, member.Name, attribute.Required, ReaderOf(member));

    private static IEnumerable<Type> Levels(Type type)
    {
        for (var level = type; level != typeof(InputArgs) && level is not null; level = level.BaseType)
            yield return level;
    }

    private static Func<object, object?> ReaderOf(MemberInfo member) =>
        member is FieldInfo field ? field.GetValue : ((PropertyInfo)member).GetValue;
}
