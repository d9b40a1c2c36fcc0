using Pulumi;

namespace Engine.Sdk;

/// <summary>Puts URNs together: <c>urn:pulumi:STACK::PROJECT::PARENT-TYPES$TYPE::NAME</c>.</summary>
internal static class UrnText
{
    /// <param name="parent">URN of the parent; null, or the stack's, adds nothing to the chain of types.</param>
    public static string Make(string stack, string project, string? parent, string type, string name)
    {
        var chain = parent is null ? Stack.RootType : parent.Split("::", 4)[2];
        var types = chain == Stack.RootType ? type : $"{chain}${type}";
        return $"urn:pulumi:{stack}::{project}::{types}::{name}";
    }

    public static string NameOf(string urn) => urn.Split("::", 4)[3];

    /// <summary>The resource's own type, without its parents'.</summary>
    public static string TypeOf(string urn) => urn.Split("::", 4)[2].Split('$')[^1];
}
