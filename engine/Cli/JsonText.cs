using System.Buffers;
using System.Text;
using System.Text.Json;
using Engine.State;

namespace Engine.Cli;

/// <summary>JSON for people and scripts: indented by two spaces.</summary>
internal static class JsonText
{
    public static string Write(Action<Utf8JsonWriter> write, bool indented = true)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(
            buffer, PropertyJson.Compact with { Indented = indented, NewLine = "\n" }))
        {
            write(writer);
        }
        return PropertyJson.Text(buffer.WrittenSpan);
    }
}
