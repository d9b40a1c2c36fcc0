using Engine.Properties;

namespace Engine.Execution;

/// <summary>Makes outputs secret that the provider returned plain although the program treats them as secret.</summary>
internal static class OutputSecrets
{
    /// <param name="names">The resource's additionalSecretOutputs; an id is none, whoever asks for it.</param>
    public static PropertyMap Protect(PropertyMap outputs, PropertyMap inputs, IReadOnlyList<string> names)
    {
        var spread = inputs.Values.Any(value => value.ContainsSecrets) ? Spread(outputs, inputs) : outputs;
        return names.Any(spread.ContainsKey)
            ? spread.Select((key, value) => key != "id" && names.Contains(key) ? Secret(value) : value)
            : spread;
    }

    private static PropertyMap Spread(PropertyMap outputs, PropertyMap inputs) =>
        outputs.Select((key, value) => inputs.Get(key) is { } input ? Spread(value, input) : value);

    /// <summary>
    /// Where an input is secret, so is the output of the same name, element by element; of a list that the provider
    /// made longer or shorter nobody knows which elements are meant.
    /// </summary>
    private static PropertyValue Spread(PropertyValue output, PropertyValue input) => (output, input) switch
    {
        (SecretValue, _) => output,
        (_, SecretValue) => Secret(output),
        (ObjectValue to, ObjectValue from) => new ObjectValue(Spread(to.Map, from.Map)),
        (ArrayValue to, ArrayValue from) when to.Items.Count == from.Items.Count =>
            PropertyValue.Array(to.Items.Zip(from.Items, Spread)),
        (ArrayValue, ArrayValue { ContainsSecrets: true }) => Secret(output),
        _ => output,
    };

    private static PropertyValue Secret(PropertyValue value) =>
        value is SecretValue ? value : new SecretValue(value);
}
