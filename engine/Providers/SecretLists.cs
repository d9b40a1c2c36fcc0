using Engine.Properties;

namespace Engine.Providers;

/// <summary>Lists of bridged providers: with one secret element, the list is a secret as a whole.</summary>
internal static class SecretLists
{
    public static PropertyMap Whole(PropertyMap inputs) => inputs.Values.Any(value => value.ContainsSecrets)
        ? inputs.Select((_, value) => Whole(value)) : inputs;

    private static PropertyValue Whole(PropertyValue value) => value switch
    {
        ArrayValue { ContainsSecrets: true } => new SecretValue(value.WithoutSecrets()),
        ObjectValue map => new ObjectValue(Whole(map.Map)),
        _ => value,
    };
}
