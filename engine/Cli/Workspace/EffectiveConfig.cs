using Engine.Properties;
using Engine.State;
using Floor.Yaml;

namespace Engine.Workspace;

/// <summary>The configuration a program sees: the stack's values in the clear.</summary>
internal sealed record EffectiveConfig(
    IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> SecretKeys, IReadOnlyList<string> SecretTexts)
{
    /// <summary>Decrypts; <paramref name="decrypt"/> is called only if there is a secret.</summary>
    public static EffectiveConfig Resolve(StackConfig stack, Func<string, string> decrypt)
    {
        var secretTexts = new List<string>();
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secretKeys = new List<string>();
        foreach (var (key, value) in stack.Values)
        {
            values[key.ToString()] = ToText(Decrypt(value, decrypt, secretTexts));
            if (value.ContainsSecrets)
                secretKeys.Add(key.ToString());
        }
        return new EffectiveConfig(values, secretKeys, secretTexts);
    }

    /// <summary>The value in the clear; the texts of its secrets are added to the list.</summary>
    public static PropertyValue Decrypt(PropertyValue value, Func<string, string> decrypt, List<string> secretTexts) =>
        value.Replace(part =>
        {
            if (part is not SecretValue { Element: StringValue ciphertext })
                return null;
            secretTexts.Add(decrypt(ciphertext.Value));
            return secretTexts[^1];
        });

    /// <summary>The value as it may be shown.</summary>
    public static PropertyValue Masked(PropertyValue value) =>
        value.Replace(part => part is SecretValue ? (PropertyValue)SecretValue.Mask : null);

    /// <summary>How a program gets a value: text as it is, lists and maps as compact JSON.</summary>
    public static string ToText(PropertyValue value) => value switch
    {
        StringValue text => text.Value,
        NullValue => "",
        BoolValue flag => flag.Value ? "true" : "false",
        NumberValue number => YamlValues.NumberText(number.Value),
        _ => PropertyJson.SecretText(value, SecretForm.Hidden),
    };
}
