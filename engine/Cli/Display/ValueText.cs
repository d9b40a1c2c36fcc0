using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Engine.Deployments;
using Engine.Properties;

namespace Engine.Display;

/// <summary>Values as they are shown. A secret never is, and neither is anything inside it.</summary>
internal static class ValueText
{
    public const string Unknown = "[unknown]";

    private const int Step = 4;

    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value, lists and maps over several lines indented from the given column on.</summary>
    public static string Format(PropertyValue value, int indent) => value switch
    {
        SecretValue secret => secret.ContainsUnknowns ? Unknown : SecretValue.Mask,
        ComputedValue => Unknown,
        NullValue => "<null>",
        BoolValue flag => flag.Value ? "true" : "false",
        NumberValue number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        StringValue text => Quote(text.Value),
        ArrayValue { Items.Count: 0 } => "[]",
        ArrayValue array => Block('[', ']', indent, array.Items.Select((item, index) => ($"[{index}]", item))),
        ObjectValue { Map.Count: 0 } => "{}",
        ObjectValue map => Block('{', '}', indent, Padded(map.Map)),
        ResourceReferenceValue reference => Quote(reference.Urn),
        _ => value.ToString(),
    };

    public static string Quote(string text) => JsonSerializer.Serialize(text, Plain);

    private static IEnumerable<(string, PropertyValue)> Padded(PropertyMap map)
    {
        var width = map.Keys.Max(key => key.Length);
        return map.Select(item => (item.Key.PadRight(width), item.Value));
    }

    private static string Block(
        char open, char close, int indent, IEnumerable<(string Name, PropertyValue Value)> items)
    {
        var text = new StringBuilder().Append(open).Append('\n');
        foreach (var (name, value) in items)
            text.Append(' ', indent + Step).Append(name).Append(": ").Append(Format(value, indent + Step)).Append('\n');
        return text.Append(' ', indent).Append(close).ToString();
    }
}
