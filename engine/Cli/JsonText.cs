using System.Text.Json;
using Engine.State;

namespace Engine.Cli;

/// <summary>JSON for people and scripts: indented by two spaces.</summary>
internal static class JsonText
{
    public static string Write(Action<Utf8JsonWriter> write, bool indented = true) => PropertyJson.Text(
        PropertyJson.Bytes(write, PropertyJson.Compact with { Indented = indented, NewLine = "\n" }));
}
