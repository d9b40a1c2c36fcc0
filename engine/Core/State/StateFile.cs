using System.Text;
using System.Text.Json;
using Engine.Files;

namespace Engine.State;

/// <summary>
/// A stack's state file and its journal. While many small steps follow each other closely, rewriting the whole file for
/// each would cost the square of the stack's size; so changes since the last rewrite can stand in a journal beside it,
/// one JSON line each. A journal belongs to the one state file that its first line names; any other ignores it.
/// </summary>
internal static class StateFile
{
    public static string Journal(string file) => file + ".journal";

    /// <summary>First line of a journal.</summary>
    /// <param name="time">Time in the manifest of the state file that the journal continues.</param>
    public static byte[] JournalHead(string time) => [.. JsonSerializer.SerializeToUtf8Bytes(time), (byte)'\n'];

    /// <summary>The state file's content with the journal's changes.</summary>
    public static byte[] Read(string file)
    {
        // In this order: a state file that replaces the journal meanwhile holds all that the journal held.
        var journal = ReadJournal(file);
        var content = File.ReadAllBytes(file);
        if (journal.Length == 0)
            return content;
        try
        {
            using var state = JsonDocument.Parse(content);
            var latest = state.RootElement.GetProperty("checkpoint").GetProperty("latest");
            var time = latest.GetProperty("manifest").GetProperty("time").GetString();
            return journal[0] + "\n" == Encoding.UTF8.GetString(JournalHead(time!))
                ? Merge(state.RootElement, latest, journal.Skip(1).Select((line, index) => Change(file, line, index)))
                : content;
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or JsonException)
        {
            // Whatever is wrong with the state file itself is told by those who read it.
            return content;
        }
    }

    /// <summary>Writes the journal's changes into the state file. Only for who holds the stack's lock.</summary>
    public static void Recover(string file)
    {
        if (!File.Exists(Journal(file)))
            return;
        PrivateFile.Write(file, Read(file));
        File.Delete(Journal(file));
    }

    /// <summary>
    /// The journal's lines. What follows the last line break was cut short by a crash, and nobody relied on it yet.
    /// </summary>
    private static string[] ReadJournal(string file)
    {
        try
        {
            return File.ReadAllText(Journal(file)).Split('\n')[..^1];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static JsonElement Change(string file, string line, int index)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException error)
        {
            // Neither going on without it nor with what follows would be the state that was saved.
            throw new EngineException(
                $"the journal {Journal(file)} is damaged in line {index + 2}; moved away, the state is the one before "
                + "it, and `pulumi refresh` and `pulumi preview` tell what it lacks", inner: error);
        }
    }

    private static byte[] Merge(JsonElement root, JsonElement latest, IEnumerable<JsonElement> changes)
    {
        List<JsonElement> resources =
            [.. latest.TryGetProperty("resources", out var written) ? written.EnumerateArray() : []];
        List<JsonElement> pending =
            [.. latest.TryGetProperty("pending_operations", out var begun) ? begun.EnumerateArray() : []];
        foreach (var change in changes)
        {
            var at = change.GetProperty("at").GetInt32();
            resources.RemoveRange(at, change.GetProperty("drop").GetInt32());
            resources.InsertRange(at, change.GetProperty("add").EnumerateArray());
            pending = [.. change.GetProperty("pending").EnumerateArray()];
        }
        return PropertyJson.Bytes(writer =>
        {
            writer.WriteStartObject();
            Copy(writer, root, "version");
            writer.WriteStartObject("checkpoint");
            Copy(writer, root.GetProperty("checkpoint"), "stack");
            writer.WriteStartObject("latest");
            Copy(writer, latest, "manifest");
            Copy(writer, latest, "secrets_providers");
            WriteList(writer, "resources", resources);
            WriteList(writer, "pending_operations", pending);
            Copy(writer, latest, "metadata");
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, List<JsonElement> items)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var item in items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }
}
