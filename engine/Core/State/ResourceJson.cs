using System.Text.Json;
using Engine.Files;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.State;

/// <summary>A resource in the JSON of Pulumi's state, fields in Pulumi's order, empty ones left out.</summary>
internal static class ResourceJson
{
    public static void Write(Utf8JsonWriter writer, ResourceState state, SecretForm secrets)
    {
        writer.WriteStartObject();
        writer.WriteString("urn", state.Urn);
        writer.WriteBoolean("custom", state.Custom);
        WriteFlag(writer, "delete", state.Delete);
        WriteText(writer, "id", state.Id);
        writer.WriteString("type", state.Type);
        WriteMap(writer, "inputs", state.Inputs, secrets);
        WriteMap(writer, "outputs", state.Outputs, secrets);
        WriteText(writer, "parent", state.Parent);
        WriteFlag(writer, "protect", state.Protect);
        WriteFlag(writer, "external", state.External);
        WriteList(writer, "dependencies", state.Dependencies);
        WriteList(writer, "initErrors", state.InitErrors);
        WriteText(writer, "provider", state.Provider);
        WritePropertyDependencies(writer, state.PropertyDependencies);
        WriteFlag(writer, "pendingReplacement", state.PendingReplacement);
        WriteList(writer, "additionalSecretOutputs", state.AdditionalSecretOutputs);
        WriteTimeouts(writer, state.CustomTimeouts);
        WriteText(writer, "importID", state.ImportId);
        WriteFlag(writer, "retainOnDelete", state.RetainOnDelete);
        WriteText(writer, "deletedWith", state.DeletedWith);
        WriteTime(writer, "created", state.Created);
        WriteTime(writer, "modified", state.Modified);
        WriteList(writer, "ignoreChanges", state.IgnoreChanges);
        WriteList(writer, "replaceOnChanges", state.ReplaceOnChanges);
        writer.WriteEndObject();
    }

    public static ResourceState Read(JsonElement json, Func<string, string> decrypt) => new()
    {
        Urn = Text(json, "urn") ?? "",
        Type = Text(json, "type") ?? "",
        Custom = Flag(json, "custom"),
        Delete = Flag(json, "delete"),
        Id = Text(json, "id"),
        Inputs = Map(json, "inputs", decrypt),
        Outputs = Map(json, "outputs", decrypt),
        Parent = Text(json, "parent"),
        Protect = Flag(json, "protect"),
        External = Flag(json, "external"),
        Dependencies = List(json, "dependencies"),
        InitErrors = List(json, "initErrors"),
        Provider = Text(json, "provider"),
        PropertyDependencies = PropertyDependencies(json),
        PendingReplacement = Flag(json, "pendingReplacement"),
        AdditionalSecretOutputs = List(json, "additionalSecretOutputs"),
        CustomTimeouts = json.TryGetProperty("customTimeouts", out var timeouts)
            ? new CustomTimeoutsValue(
                Seconds(timeouts, "create"), Seconds(timeouts, "update"), Seconds(timeouts, "delete"))
            : null,
        ImportId = Text(json, "importID"),
        RetainOnDelete = Flag(json, "retainOnDelete"),
        DeletedWith = Text(json, "deletedWith"),
        Created = GoTime.Parse(Text(json, "created")),
        Modified = GoTime.Parse(Text(json, "modified")),
        IgnoreChanges = List(json, "ignoreChanges"),
        ReplaceOnChanges = List(json, "replaceOnChanges"),
    };

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
            writer.WriteBoolean(name, true);
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, PropertyMap map, SecretForm secrets)
    {
        if (map.Count == 0)
            return;
        writer.WritePropertyName(name);
        PropertyJson.Write(writer, map, secrets);
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteString(name, value);
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? value) =>
        WriteText(writer, name, value is { } time ? GoTime.Format(time) : null);

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
            WriteItems(writer, name, items);
    }

    private static void WriteItems(Utf8JsonWriter writer, string name, IReadOnlyList<string> items)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }

    private static void WritePropertyDependencies(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies)
    {
        if (dependencies.Count == 0)
            return;
        writer.WriteStartObject("propertyDependencies");
        foreach (var (property, urns) in dependencies.OrderBy(item => item.Key, StringComparer.Ordinal))
            WriteItems(writer, property, urns);
        writer.WriteEndObject();
    }

    private static void WriteTimeouts(Utf8JsonWriter writer, CustomTimeoutsValue? timeouts)
    {
        if (timeouts is null or (null, null, null))
            return;
        writer.WriteStartObject("customTimeouts");
        foreach (var (name, seconds) in
            new[] { ("create", timeouts.Create), ("update", timeouts.Update), ("delete", timeouts.Delete) })
        {
            if (seconds is { } value)
                writer.WriteNumber(name, value);
        }
        writer.WriteEndObject();
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies(JsonElement json) =>
        json.TryGetProperty("propertyDependencies", out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(item => item.Name, item => Items(item.Value))
            : new Dictionary<string, IReadOnlyList<string>>();

    private static Properties.PropertyMap Map(JsonElement json, string name, Func<string, string> decrypt) =>
        json.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? PropertyJson.ReadMap(map, decrypt)
            : Properties.PropertyMap.Empty;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    private static bool Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static double? Seconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetDouble() is var seconds and > 0 ? seconds : null;

    private static IReadOnlyList<string> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? Items(list) : [];

    private static IReadOnlyList<string> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];
}
