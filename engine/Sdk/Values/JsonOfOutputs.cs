using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Writes objects that hold outputs as JSON text.</summary>
internal static class JsonOfOutputs
{
    /// <summary>
    /// The JSON of the value with every output inside replaced by its own value. System.Text.Json cannot wait, so the
    /// object is written again until no output is met that has not been waited for.
    /// </summary>
    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var data = await value.Data.ConfigureAwait(false);
        var settled = new Dictionary<IOutput, object?>(ReferenceEqualityComparer.Instance);
        var converter = new SettledOutputs(settled);
        var withOutputs = new JsonSerializerOptions(options ?? JsonSerializerOptions.Default)
        {
            Converters = { converter },
        };
        while (data.IsKnown)
        {
            converter.Met.Clear();
            var text = JsonSerializer.Serialize(data.Value, withOutputs);
            if (converter.Met.Count == 0)
                return data.With(text);
            foreach (var output in converter.Met.ToImmutableArray())
            {
                var inner = await output.GetDataAsync().ConfigureAwait(false);
                settled[output] = inner.Value;
                data = inner.Then(data) with { Value = data.Value };
            }
        }
        return OutputData<string>.Unknown(data.IsSecret, data.Resources);
    }

    private sealed class SettledOutputs(Dictionary<IOutput, object?> settled) : JsonConverter<object>
    {
        public HashSet<IOutput> Met { get; } = new(ReferenceEqualityComparer.Instance);

        public override bool CanConvert(Type type) =>
            typeof(IOutput).IsAssignableFrom(type) || typeof(IInput).IsAssignableFrom(type);

        public override object Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Outputs cannot be read from JSON.");

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            var output = value as IOutput ?? ((IInput)value).Content;
            if (!settled.TryGetValue(output, out var known))
                Met.Add(output);
            JsonSerializer.Serialize(writer, known, options);
        }
    }
}
