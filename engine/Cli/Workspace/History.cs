using System.Text.Json;
using Engine.Properties;
using Engine.State;

namespace Engine.Workspace;

/// <summary>The record of one finished operation on a stack.</summary>
/// <param name="Kind">update, destroy, refresh or import.</param>
/// <param name="Config">The stack's configuration as its file has it: secrets encrypted.</param>
/// <param name="Changes">Number of resources by operation, such as <c>create</c>.</param>
/// <param name="Message">The operator's note.</param>
internal sealed record HistoryEntry(
    string Kind,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    bool Succeeded,
    IReadOnlyList<KeyValuePair<ConfigKey, PropertyValue>> Config,
    IReadOnlyDictionary<string, int> Changes,
    string Message)
{
    public byte[] ToJson() => PropertyJson.Bytes(Write);

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind);
        writer.WriteNumber("startTime", Started.ToUnixTimeSeconds());
        writer.WriteString("message", Message);
        writer.WriteStartObject("environment");
        writer.WriteString("exec.kind", "cli");
        writer.WriteString("pulumi.version", Manifest.Version);
        writer.WriteString("runtime.name", "dotnet");
        writer.WriteEndObject();
        writer.WriteStartObject("config");
        foreach (var (key, value) in Config)
        {
            writer.WritePropertyName(key.ToString());
            PropertyJson.Write(writer, IsTree(value) ? value : EffectiveConfig.ToText(value), SecureForm.Instance);
        }
        writer.WriteEndObject();
        writer.WriteNumber("version", 0);
        writer.WriteString("result", Succeeded ? "succeeded" : "failed");
        writer.WriteNumber("endTime", Ended.ToUnixTimeSeconds());
        writer.WriteStartObject("resourceChanges");
        foreach (var (operation, count) in Changes)
            writer.WriteNumber(operation, count);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsTree(PropertyValue value) => value is SecretValue or ArrayValue or ObjectValue;

    /// <summary>A secret as stack files have it: its element is the ciphertext already.</summary>
    private sealed class SecureForm : SecretForm
    {
        public static readonly SecureForm Instance = new();

        public override void Write(Utf8JsonWriter writer, PropertyValue element)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("secure");
            PropertyJson.Write(writer, element, this);
            writer.WriteEndObject();
        }
    }
}
