namespace Pulumi;

/// <summary>Marks a property or field of an args class as an input of that wire name.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
{
    internal string Name { get; } = name;

    internal bool Required { get; } = required;

    /// <summary>The provider takes the value as JSON text.</summary>
    internal bool Json { get; } = json;
}

/// <summary>
/// Marks a property of a resource as an output; its wire name is the property's own where none is given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}

/// <summary>Marks a class that complex outputs are read into.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OutputTypeAttribute : Attribute;

/// <summary>Marks the constructor that takes the values of a complex output, by name.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;

/// <summary>The wire name of a parameter where it differs from the parameter's.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Marks a struct that stands for one of several texts or numbers.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;

/// <summary>Names the type token and package version of a resource class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute(string type, string version) : Attribute
{
    public string Type { get; } = type;

    public string Version { get; } = version;
}
