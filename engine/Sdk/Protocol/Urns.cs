namespace Engine.Protocol;

/// <summary>Makes and takes apart URNs: <c>urn:pulumi:stack::project::parentTypes$type::name</c>.</summary>
internal static class Urns
{
    public const string StackType = "pulumi:pulumi:Stack";

    public const string ProviderTypePrefix = "pulumi:providers:";

    /// <summary>The parent's type chain is part of the URN unless the parent is the stack itself.</summary>
    public static string Make(string stack, string project, string? parent, string type, string name)
    {
        var chain = parent is null ? "" : QualifiedType(parent);
        var qualified = chain.Length == 0 || chain == StackType ? type : $"{chain}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualified}::{name}";
    }

    public static string Stack(string stack, string project) =>
        Make(stack, project, null, StackType, $"{project}-{stack}");

    /// <summary>Third part of the URN: the types of all parents, then the resource's own.</summary>
    public static string QualifiedType(string urn) => urn.Split("::", 4)[2];

    public static string Type(string urn) => QualifiedType(urn).Split('$')[^1];

    public static string Name(string urn) => urn.Split("::", 4)[^1];

    /// <summary>
    /// The package that a type token belongs to, such as <c>random</c>; providers belong to their own.
    /// </summary>
    public static string Package(string type) =>
        IsProvider(type) ? type[ProviderTypePrefix.Length..] : type.Split(':')[0];

    public static bool IsProvider(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal);

    /// <summary>Default providers are the engine's own: hidden from the display and never counted.</summary>
    public static bool IsDefaultProvider(string urn)
    {
        var parts = urn.Split("::", 4);
        return IsProvider(parts[2])
            && (parts[3] == "default" || parts[3].StartsWith("default_", StringComparison.Ordinal));
    }

    /// <summary>The URN of a provider reference, <c>urn::id</c>.</summary>
    public static string OfReference(string reference) =>
        reference[..reference.LastIndexOf("::", StringComparison.Ordinal)];
}
