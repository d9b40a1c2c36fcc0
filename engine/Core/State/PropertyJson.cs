using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engine.Properties;

namespace Engine.State;

/// <summary>Property values in the JSON of Pulumi's state, secrets and references marked by sentinels.</summary>
internal static partial class PropertyJson
{
    /// <summary>Like Go's encoder without HTML escaping: only what JSON demands is escaped.</summary>
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// JSON as text for people. What lies beyond Unicode's first plane (an emoji), and is always escaped, is itself
    /// again.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> json) => Surrogates().Replace(
        Encoding.UTF8.GetString(json), pair => pair.Groups[1].Value + JsonSerializer.Deserialize<string>(
            $"\"{pair.Groups[2].Value}\""));

    /// <summary>What is written, as bytes.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write, JsonWriterOptions? layout = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, layout ?? Compact))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, PropertyMap map, SecretForm secrets)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map)
        {
            writer.WritePropertyName(key);
            Write(writer, value, secrets);
        }
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, PropertyValue value, SecretForm secrets)
    {
        switch (value)
        {
            case NullValue: writer.WriteNullValue(); break;
            case ComputedValue: writer.WriteStringValue(Sentinels.Unknown); break;
            case BoolValue flag: writer.WriteBooleanValue(flag.Value); break;
            case NumberValue number: writer.WriteNumberValue(number.Value); break;
            case StringValue text: writer.WriteStringValue(text.Value); break;
            case ObjectValue map: Write(writer, map.Map, secrets); break;
            case ArrayValue array:
                writer.WriteStartArray();
                foreach (var item in array.Items)
                    Write(writer, item, secrets);
                writer.WriteEndArray();
                break;
            case SecretValue secret: secrets.Write(writer, secret.Element); break;
            case ResourceReferenceValue reference: WriteReference(writer, reference); break;
            default: throw new InvalidOperationException($"no JSON form for {value.GetType().Name}");
        }
    }

    /// <summary>
    /// The text that is encrypted for a secret, as Go writes it (keys sorted, markup characters escaped). Secrets
    /// inside it stay marked, but are in the clear.
    /// </summary>
    public static string SecretText(PropertyValue value, SecretForm inner) =>
        // These three can only stand inside of JSON strings, so replacing them in the whole text is right.
        Encoding.UTF8.GetString(Bytes(writer => Write(writer, value, inner)))
            .Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026");

    /// <param name="decrypt">Clear text of a ciphertext.</param>
    public static PropertyMap ReadMap(JsonElement json, Func<string, string> decrypt) =>
        new(json.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, Read(item.Value, decrypt))));

    public static PropertyValue Read(JsonElement json, Func<string, string> decrypt) => json.ValueKind switch
    {
        JsonValueKind.Null => PropertyValue.Null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.ValueEquals(Sentinels.Unknown) ? PropertyValue.Computed : json.GetString()!,
        JsonValueKind.Array => PropertyValue.Array(json.EnumerateArray().Select(item => Read(item, decrypt))),
        _ => ReadObject(json, decrypt),
    };

    private static PropertyValue ReadObject(JsonElement json, Func<string, string> decrypt) =>
        Text(json, Sentinels.Signature) switch
        {
            Sentinels.Secret => ReadSecret(json, decrypt),
            Sentinels.ResourceReference =>
                new ResourceReferenceValue(Text(json, "urn") ?? "", Text(json, "id"), Text(json, "packageVersion")),
            // Other marks (assets, say) stay what they are: entries of a map that nobody here looks into.
            _ => new ObjectValue(ReadMap(json, decrypt)),
        };

    private static SecretValue ReadSecret(JsonElement json, Func<string, string> decrypt)
    {
        var text = Text(json, "plaintext") ?? decrypt(Text(json, "ciphertext") ?? "");
        using var clear = JsonDocument.Parse(text);
        // What is inside a secret is in the clear already, whatever its key is called.
        return new SecretValue(Read(clear.RootElement, static inner => inner));
    }

    private static void WriteReference(Utf8JsonWriter writer, ResourceReferenceValue reference)
    {
        writer.WriteStartObject();
        writer.WriteString(Sentinels.Signature, Sentinels.ResourceReference);
        if (reference.Id is { } id)
            writer.WriteString("id", id);
        if (reference.PackageVersion is { } version)
            writer.WriteString("packageVersion", version);
        writer.WriteString("urn", reference.Urn);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Escaped pairs, not a backslash of the text itself with letters behind it.</summary>
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)(\\uD[89AB][0-9A-F]{2}\\uD[C-F][0-9A-F]{2})", RegexOptions.IgnoreCase)]
    private static partial Regex Surrogates();
}
