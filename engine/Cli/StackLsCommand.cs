using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Engine.Files;
using Engine.State;
using Engine.Workspace;

namespace Engine.Cli;

internal static class StackLsCommand
{
    public static Command Create(CliContext cli)
    {
        var json = new Option<bool>("--json", "-j") { Description = "Emit output as JSON" };
        var form = new Option<string?>("--output") { Description = "Emit output as: default, json" };
        form.AcceptOnlyFromAmong("default", "json");
        var command = new Command("ls", "List stacks") { json, form };
        command.SetAction(parse =>
        {
            var backend = FileBackend.Open(Project.Find(cli.BaseDirectory(parse)));
            var stacks = backend.Stacks().Select(name => Row.Read(backend, name)).ToArray();
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json) || parse.GetValue(form) == "json")
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
                writer.WriteString("lastUpdate", time.UtcDateTime.ToString(
                    "yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteNumber("resourceCount", stack.Resources);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private sealed record Row(string Name, bool Current, DateTimeOffset? LastUpdate, int Resources)
    {
        public static string[] Header => ["NAME", "LAST UPDATE", "RESOURCE COUNT"];

        public string[] Cells =>
        [
            Name + (Current ? "*" : ""), LastUpdate is { } time ? GoTime.Ago(time) : "n/a",
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
            return new Row(name, name == backend.Selected, GoTime.Parse(time), count);
        }
    }
}
