using System.Globalization;
using Engine.Properties;
using Engine.State;

namespace Engine.Workspace;

/// <summary>The configuration a program sees: the stack's values and the project's defaults, in the clear.</summary>
internal sealed record EffectiveConfig(
    IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> SecretKeys, IReadOnlyList<string> SecretTexts)
{
    /// <summary>Merges and decrypts; <paramref name="decrypt"/> is called only if there is a secret.</summary>
    public static EffectiveConfig Resolve(Project project, StackConfig stack, Func<string, string> decrypt)
    {
        var secretTexts = new List<string>();
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secretKeys = new List<string>();
        foreach (var (key, value) in Merge(project, stack))
        {
            values[key.ToString()] = ToText(Decrypt(value, decrypt, secretTexts));
            if (value.ContainsSecrets)
                secretKeys.Add(key.ToString());
        }
        return new EffectiveConfig(values, secretKeys, secretTexts);
    }

    /// <summary>The stack's values, then the project's defaults for what it does not set. Still encrypted.</summary>
    public static IEnumerable<KeyValuePair<ConfigKey, PropertyValue>> Merge(Project project, StackConfig stack) =>
        stack.Values.Concat(project.Config
            .Where(entry => entry.Default is not null && stack.Get(entry.Key) is null)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Default!)));

    /// <summary>Checks the stack's values against what the project declares.</summary>
    /// <exception cref="EngineException">A value is missing, of the wrong type, or not encrypted.</exception>
    public static void Validate(Project project, string stackName, StackConfig stack, Func<string, string> decrypt)
    {
        foreach (var entry in project.Config)
        {
            var name = entry.Key.Namespace == project.Name ? entry.Key.Name : entry.Key.ToString();
            var value = stack.Get(entry.Key);
            if (value is null && entry.Default is null)
                throw Invalid($"Stack '{stackName}' is missing configuration value '{name}'");
            if (value is null)
                continue;
            if (entry.Secret && value is not SecretValue)
            {
                throw Invalid($"Stack '{stackName}' with configuration key '{name}' must be encrypted as it's secret");
            }
            if (entry.Type is { } type && !type.Accepts(Decrypt(value, decrypt, [])))
                throw Invalid($"Stack '{stackName}' with configuration key '{name}' must be of type '{type}'");
        }
    }

    /// <summary>The value in the clear; the texts of its secrets are added to the list.</summary>
    public static PropertyValue Decrypt(PropertyValue value, Func<string, string> decrypt, List<string> secretTexts)
    {
        switch (value)
        {
            case SecretValue { Element: StringValue ciphertext }:
                var text = decrypt(ciphertext.Value);
                secretTexts.Add(text);
                return text;
            case ArrayValue array:
                return PropertyValue.Array(array.Items.Select(item => Decrypt(item, decrypt, secretTexts)).ToArray());
            case ObjectValue map:
                return new ObjectValue(map.Map.Select((_, item) => Decrypt(item, decrypt, secretTexts)));
            default:
                return value;
        }
    }

    /// <summary>The value as it may be shown.</summary>
    public static PropertyValue Masked(PropertyValue value) => value switch
    {
        SecretValue => SecretFilter.Mask,
        ArrayValue array => PropertyValue.Array(array.Items.Select(Masked).ToArray()),
        ObjectValue map => new ObjectValue(map.Map.Select((_, item) => Masked(item))),
        _ => value,
    };

    /// <summary>How a program gets a value: text as it is, lists and maps as compact JSON.</summary>
    public static string ToText(PropertyValue value) => value switch
    {
        StringValue text => text.Value,
        NullValue => "",
        BoolValue flag => flag.Value ? "true" : "false",
        NumberValue number => number.Value.ToString(
            double.IsInteger(number.Value) ? "F0" : "R", CultureInfo.InvariantCulture),
        _ => PropertyJson.SecretText(value, SecretForm.Hidden),
    };

    private static EngineException Invalid(string problem) => new($"validating stack config: {problem}");
}
