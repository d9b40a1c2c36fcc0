using System.Reflection;
using System.Text;

namespace Engine.Tests.Surface;

/// <summary>
/// What a program can use of an assembly's Pulumi namespaces, one member a line, as the listings beside this file have
/// it. A member is its kind, type, name, and its parameters with names and defaults: a program that compiles against
/// some lines compiles against every assembly that has them.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What every type has, or the compiler gives to records.</summary>
    private static readonly string[] Everywhere =
        ["Equals", "GetHashCode", "ToString", "PrintMembers", "<Clone>$", "Deconstruct", "Finalize"];

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetTypes()
        .Where(type => IsPulumis(type) && IsVisible(type))
        .SelectMany(Lines)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static bool IsPulumis(Type type) => $"{type.Namespace}.".StartsWith("Pulumi.", StringComparison.Ordinal);

    private static bool IsVisible(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic;

    private static bool IsVisible(MethodBase? method) =>
        method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static IEnumerable<string> Lines(Type type)
    {
        var (name, kind) = (Name(type), Kind(type));
        yield return $"{kind} {name}";
        if (kind == "class" && type.BaseType is { } parent && parent != typeof(object))
            yield return $"base {name} : {Name(parent)}";
        foreach (var field in type.GetFields(Declared).Where(IsVisibleField))
            yield return $"field {Static(field.IsStatic)}{Name(field.FieldType)} {name}.{field.Name}";
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
            yield return $"ctor {name}({Parameters(constructor)})";
        foreach (var accessor in type.GetProperties(Declared).SelectMany(Accessors))
            yield return accessor;
        foreach (var method in type.GetMethods(Declared).Where(IsListed))
            yield return Method(method, name);
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ => type.BaseType?.BaseType == typeof(Delegate) ? "delegate" : "class",
    };

    private static bool IsVisibleField(FieldInfo field) =>
        (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName;

    /// <summary>A line each: a property that can be set answers one that can only be read.</summary>
    private static IEnumerable<string> Accessors(PropertyInfo property)
    {
        var index = string.Join(", ", property.GetIndexParameters().Select(item => Name(item.ParameterType)));
        var member = $"{Static((property.GetMethod ?? property.SetMethod)!.IsStatic)}{Name(property.PropertyType)} "
            + $"{Name(property.DeclaringType!)}.{property.Name}{(index.Length > 0 ? $"[{index}]" : "")}";
        if (IsVisible(property.GetMethod))
            yield return $"get {member}";
        if (IsVisible(property.SetMethod))
            yield return $"{(IsInit(property.SetMethod!) ? "init" : "set")} {member}";
    }

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");

    private static bool IsListed(MethodInfo method) =>
        IsVisible(method) && !Everywhere.Contains(method.Name)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Method(MethodInfo method, string type)
    {
        var arguments = string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name));
        var kind = method.IsAbstract ? "abstract " : Static(method.IsStatic);
        return $"method {kind}{Name(method.ReturnType)} {type}.{method.Name}"
            + $"{(method.IsGenericMethodDefinition ? $"<{arguments}>" : "")}({Parameters(method)})";
    }

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var isParams = parameter.IsDefined(typeof(ParamArrayAttribute));
        var value = parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "";
        return $"{(isParams ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return $"{Name(type.GetElementType()!)}&";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = new StringBuilder(type.IsNested ? Name(type.DeclaringType!) : type.Namespace);
        name.Append(name.Length > 0 ? "." : "").Append(type.Name.Split('`')[0]);
        if (!type.Name.Contains('`', StringComparison.Ordinal))
            return name.ToString();
        var outer = type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0;
        return name.Append($"<{string.Join(", ", type.GetGenericArguments().Skip(outer).Select(Name))}>").ToString();
    }
}
