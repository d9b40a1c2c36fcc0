using System.Text.Json;
using Engine.Deployments;
using Engine.Properties;
using Engine.State;

namespace Engine.Display;

/// <summary>Collects a preview and writes it as one JSON document (<c>preview --json</c>), secrets hidden.</summary>
/// <param name="config">The stack's configuration, secrets hidden.</param>
internal sealed class PreviewJson(RunHeader header, TextWriter output, Func<string, string> filter,
    IEnumerable<KeyValuePair<string, string>> config) : RunDisplay(header)
{
    private static readonly JsonWriterOptions Layout =
        new() { Encoder = PropertyJson.Compact.Encoder, Indented = true };

    private readonly List<Step> _steps = [];

    public override void Begin()
    {
    }

    public override void End(DeploymentResult result, TimeSpan duration)
    {
        var json = PropertyJson.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("config");
            foreach (var (key, value) in config)
                writer.WriteString(key, value);
            writer.WriteEndObject();
            WriteSteps(writer);
            WriteDiagnostics(writer);
            writer.WriteNumber("duration", (long)(duration.TotalMilliseconds * 1_000_000));
            writer.WriteStartObject("changeSummary");
            foreach (var (kind, count) in result.Counts.OrderBy(item => item.Key))
                writer.WriteNumber(kind.Op(), count);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }, Layout);
        output.WriteLine(filter(PropertyJson.Text(json)));
    }

    /// <summary>A step is told of as it is planned; so are those that then are refused.</summary>
    protected override void Started(Step step)
    {
        // A replacement is one step here, not the three that it is made of.
        if (step.Kind.IsCounted()
            && (step.Kind != StepKind.Same || step.Urn == Header.StackUrn || ResourceText.ChangesProtection(step)))
            _steps.Add(step);
    }

    private void WriteSteps(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("steps");
        foreach (var step in _steps)
        {
            writer.WriteStartObject();
            writer.WriteString("op", step.Kind.Op());
            writer.WriteString("urn", step.Urn);
            if (step.Subject.Provider is { } provider)
                writer.WriteString("provider", provider);
            WriteState(writer, "oldState", step.Old);
            WriteState(writer, "newState", Planned(step));
            WriteNames(writer, "diffReasons", step.Diff.Changes.Keys);
            WriteNames(writer, "replaceReasons", step.Diff.ReplaceKeys);
            WriteDetailedDiff(writer, step);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>
    /// The new state before anything comes of it. It has the old one's times, and in place of an update its id; what
    /// stays the same is as it was, and a replacement that was planned first is told of as a whole.
    /// </summary>
    private static ResourceState? Planned(Step step) => step is { Old: { } old, New: { Created: null } wanted }
        ? wanted with
        {
            Id = step.Kind == StepKind.Replace ? null : old.Id,
            Outputs = step.Kind is StepKind.Same or StepKind.Refresh ? old.Outputs : PropertyMap.Empty,
            Created = old.Created,
            Modified = old.Modified,
        }
        : step.New;

    private void WriteDiagnostics(Utf8JsonWriter writer)
    {
        if (Record.Diagnostics.Count == 0)
            return;
        writer.WriteStartArray("diagnostics");
        foreach (var (urn, messages) in Record.Diagnostics)
            foreach (var (severity, text) in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("urn", urn);
                writer.WriteString("message", text);
                writer.WriteString("severity", severity.ToString().ToLowerInvariant());
                writer.WriteEndObject();
            }
        writer.WriteEndArray();
    }

    private static void WriteState(Utf8JsonWriter writer, string name, ResourceState? state)
    {
        if (state is null)
            return;
        writer.WritePropertyName(name);
        ResourceJson.Write(writer, state, SecretForm.Hidden);
    }

    private static void WriteNames(Utf8JsonWriter writer, string name, IEnumerable<string> paths)
    {
        var names = paths.Select(path => PropertyPath.Parse(path).Root).Distinct().ToList();
        if (names.Count == 0)
            return;
        writer.WriteStartArray(name);
        names.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }

    private static void WriteDetailedDiff(Utf8JsonWriter writer, Step step)
    {
        if (step.Diff.Changes.Count == 0 || !step.Diff.Detailed)
        {
            writer.WriteNull("detailedDiff");
            return;
        }
        writer.WriteStartObject("detailedDiff");
        foreach (var (path, change) in step.Diff.Changes)
        {
            writer.WriteStartObject(path);
            writer.WriteString("kind", change.Kind.ToString().ToLowerInvariant() + (change.Replace ? "-replace" : ""));
            writer.WriteBoolean("inputDiff", false);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
