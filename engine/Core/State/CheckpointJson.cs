using System.Text.Json;
using Engine.Files;
using Engine.Secrets;

namespace Engine.State;

/// <summary>State files and exports in Pulumi's format, version 3.</summary>
internal static class CheckpointJson
{
    private const int FormatVersion = 3;

    /// <summary>Reads the content of a state file.</summary>
    /// <param name="open">The secrets provider for a salt; called only if the state holds a ciphertext.</param>
    /// <exception cref="EngineException">The text is no state file of a version that is understood.</exception>
    public static Checkpoint Read(ReadOnlyMemory<byte> content, Func<string, ISecretCrypter> open) =>
        Parse(content, "checkpoint", root => root.GetProperty("checkpoint").TryGetProperty("latest", out var latest)
            ? ReadDeployment(latest, open)
            : new Checkpoint(Snapshot.Empty, null));

    /// <summary>Reads the content of an export.</summary>
    public static Checkpoint ReadExport(ReadOnlyMemory<byte> content, Func<string, ISecretCrypter> open) =>
        Parse(content, "deployment", root => ReadDeployment(root.GetProperty("deployment"), open));

    /// <summary>An export, indented, with its secrets in the given form.</summary>
    public static byte[] Export(Checkpoint checkpoint, SecretForm secrets) =>
        Indented(writer => WriteDeployment(writer, GoTime.Format(TimeProvider.System.GetUtcNow()), checkpoint,
            state => ResourceJson.Write(writer, state, secrets)));

    /// <summary>An export, indented, of all that a state file holds, its secrets encrypted as they are there.</summary>
    public static byte[] ExportEncrypted(ReadOnlyMemory<byte> content)
    {
        using var json = JsonDocument.Parse(content);
        var latest = json.RootElement.GetProperty("checkpoint").GetProperty("latest");
        return Indented(latest.WriteTo);
    }

    /// <summary>Writes the content of a state file.</summary>
    /// <param name="stack">Full name, <c>organization/project/stack</c>.</param>
    /// <param name="time">Time of the manifest.</param>
    /// <param name="writeResource">Writes one resource's object, from a cache or anew.</param>
    public static void Write(
        Utf8JsonWriter writer, string stack, string time, Checkpoint checkpoint, Action<ResourceState> writeResource)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", FormatVersion);
        writer.WriteStartObject("checkpoint");
        writer.WriteString("stack", stack);
        writer.WritePropertyName("latest");
        WriteDeployment(writer, time, checkpoint, writeResource);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteOperation(
        Utf8JsonWriter writer, PendingOperation operation, Action<ResourceState> writeResource)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("resource");
        writeResource(operation.Resource);
        writer.WriteString("type", operation.Kind.ToString().ToLowerInvariant());
        writer.WriteEndObject();
    }

    private static byte[] Indented(Action<Utf8JsonWriter> writeDeployment) => PropertyJson.Bytes(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", FormatVersion);
            writer.WritePropertyName("deployment");
            writeDeployment(writer);
            writer.WriteEndObject();
        },
        PropertyJson.Compact with { Indented = true, IndentSize = 4, NewLine = "\n" });

    private static void WriteDeployment(
        Utf8JsonWriter writer, string time, Checkpoint checkpoint, Action<ResourceState> writeResource)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("manifest");
        writer.WriteString("time", time);
        writer.WriteString("magic", Manifest.Magic(Manifest.Version));
        writer.WriteString("version", Manifest.Version);
        writer.WriteEndObject();
        if (checkpoint.Salt is { } salt)
        {
            writer.WriteStartObject("secrets_providers");
            writer.WriteString("type", "passphrase");
            writer.WriteStartObject("state");
            writer.WriteString("salt", salt);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        if (checkpoint.Snapshot.Resources.Count > 0)
        {
            writer.WriteStartArray("resources");
            foreach (var state in checkpoint.Snapshot.Resources)
                writeResource(state);
            writer.WriteEndArray();
        }
        if (checkpoint.Snapshot.PendingOperations.Count > 0)
        {
            writer.WriteStartArray("pending_operations");
            foreach (var operation in checkpoint.Snapshot.PendingOperations)
                WriteOperation(writer, operation, writeResource);
            writer.WriteEndArray();
        }
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static Checkpoint Parse(ReadOnlyMemory<byte> content, string body, Func<JsonElement, Checkpoint> read)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            CheckVersion(root);
            if (!root.TryGetProperty(body, out _))
                throw new EngineException($"this is no state: there is no '{body}' in it");
            return read(root);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EngineException($"could not read the state: {error.Message}", inner: error);
        }
    }

    private static void CheckVersion(JsonElement root)
    {
        if (root.TryGetProperty("features", out var list) && list.ValueKind == JsonValueKind.Array
            && list.GetArrayLength() > 0)
        {
            throw new EngineException("this stack's deployment needs support for the following features: "
                + string.Join(", ", list.EnumerateArray().Select(feature => feature.GetString())));
        }
        var version = root.TryGetProperty("version", out var number) ? number.GetInt32() : 0;
        if (version is not (FormatVersion or FormatVersion + 1))
            throw new EngineException($"the state has version {version}; this program reads version {FormatVersion}");
    }

    private static Checkpoint ReadDeployment(JsonElement json, Func<string, ISecretCrypter> open)
    {
        CheckMagic(json);
        var salt = ReadSalt(json);
        ISecretCrypter? crypter = null;
        string Decrypt(string text) => (crypter ??= open(salt ?? throw new EngineException(
            "snapshot contains encrypted secrets but no secrets manager could be found"))).Decrypt(text);

        var resources = Items(json, "resources").Select(item => ResourceJson.Read(item, Decrypt)).ToArray();
        var pending = Items(json, "pending_operations").Select(item => new PendingOperation(
            ResourceJson.Read(item.GetProperty("resource"), Decrypt),
            Kind(item.GetProperty("type").GetString()))).ToArray();
        return new Checkpoint(new Snapshot(resources, pending), salt);
    }

    private static void CheckMagic(JsonElement json)
    {
        if (!json.TryGetProperty("manifest", out var manifest))
            return;
        string Text(string name) => manifest.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        if (Text("magic") != Manifest.Magic(Text("version")))
            throw new EngineException("magic cookie mismatch; possible tampering/corruption detected");
    }

    private static string? ReadSalt(JsonElement json)
    {
        if (!json.TryGetProperty("secrets_providers", out var provider) || provider.ValueKind != JsonValueKind.Object)
            return null;
        var type = provider.TryGetProperty("type", out var name) ? name.GetString() : null;
        if (string.IsNullOrEmpty(type))
            return null;
        return type == "passphrase"
            ? provider.GetProperty("state").GetProperty("salt").GetString()
            : throw new EngineException($"unknown secrets provider type '{type}'; only passphrase is supported");
    }

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static PendingOperationKind Kind(string? text) =>
        Enum.TryParse<PendingOperationKind>(text, ignoreCase: true, out var kind) ? kind : PendingOperationKind.Reading;
}
