using System.CommandLine;
using System.Text.Json;
using Engine.State;
using Engine.Workspace;

namespace Engine.Cli;

internal static class StackLsCommand
{
    public static Command Create(CliContext cli)
    {
        var json = new Option<bool>("--json", "-j") { Description = "Emit output as JSON" };
        var command = new Command("ls", "List stacks") { json };
        command.SetAction(parse =>
        {
            var backend = FileBackend.Open(Project.Find(cli.BaseDirectory(parse)));
            var stacks = backend.Stacks().Select(name => Row.Read(backend, name)).ToArray();
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json))
                output.WriteLine(JsonText.Write(writer => Write(writer, stacks)));
            else
                Table.Write(output, [Row.Header, .. stacks.Select(stack => stack.Cells)]);
        });
        return command;
    }

    private static void Write(Utf8JsonWriter writer, Row[] stacks)
    {
        writer.WriteStartArray();
        foreach (var stack in stacks)
        {
            writer.WriteStartObject();
            writer.WriteString("name", stack.Name);
            writer.WriteBoolean("current", stack.Current);
            if (stack.LastUpdate is { } time)
                writer.WriteString("lastUpdate", time);
            writer.WriteBoolean("updateInProgress", stack.Locked);
            writer.WriteNumber("resourceCount", stack.Resources);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private sealed record Row(string Name, bool Current, bool Locked, string? LastUpdate, int Resources)
    {
        public static string[] Header => ["NAME", "LAST UPDATE", "RESOURCE COUNT"];

        public string[] Cells =>
        [
            Name + (Current ? "*" : ""), GoTime.Parse(LastUpdate) is { } time ? GoTime.Ago(time) : "n/a",
            $"{Resources}",
        ];

        // Only two facts of the state are wanted, so it is not decoded as a whole.
        public static Row Read(FileBackend backend, string name)
        {
            using var json = JsonDocument.Parse(StateFile.Read(backend.StateFile(name)));
            var count = 0;
            string? time = null;
            if (json.RootElement.TryGetProperty("checkpoint", out var checkpoint)
                && checkpoint.TryGetProperty("latest", out var latest) && latest.ValueKind == JsonValueKind.Object)
            {
                count = latest.TryGetProperty("resources", out var resources) ? resources.GetArrayLength() : 0;
                if (latest.TryGetProperty("manifest", out var manifest))
                    time = manifest.GetProperty("time").GetString();
            }
            return new Row(name, name == backend.Selected, StackLock.IsHeld(backend, name), time, count);
        }
    }
}
