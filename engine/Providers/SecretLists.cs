using Engine.Properties;

namespace Engine.Providers;

/// <summary>Lists of bridged providers: with one secret element, the list is a secret as a whole.</summary>
internal static class SecretLists
{
    public static PropertyMap Whole(PropertyMap inputs) => inputs.Replace(part => part switch
    {
        ArrayValue { ContainsSecrets: true } => new SecretValue(part.WithoutSecrets()),
        { ContainsSecrets: false } or SecretValue => part,
        _ => null,
    });
}
