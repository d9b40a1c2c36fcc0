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

/// <summary>Marks a struct that stands for one of several texts or numbers.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
