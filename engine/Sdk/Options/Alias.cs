namespace Pulumi;

/// <summary>
/// An earlier identity of a resource: a whole Urn, or what differed from now (what is not set was the same).
/// </summary>
public sealed class Alias
{
    public string? Urn { get; set; }

    public Input<string>? Name { get; set; }

    public Input<string>? Type { get; set; }

    public Input<string>? Stack { get; set; }

    public Input<string>? Project { get; set; }

    /// <summary>The earlier parent; at most one of Parent, ParentUrn and NoParent is set.</summary>
    public Resource? Parent { get; set; }

    public Input<string>? ParentUrn { get; set; }

    /// <summary>The resource stood directly in the stack.</summary>
    public bool NoParent { get; set; }
}
