using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>What the schema of the real provider says of a resource type.</summary>
internal sealed record DockerSchema
{
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether it gets a made-up name where the program gives none.</summary>
    public bool AutoNamed { get; init; }

    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Properties whose change needs no replacement.</summary>
    public IReadOnlySet<string> Updatable { get; init; } = new HashSet<string>();

    /// <summary>Lists whose order means nothing.</summary>
    public IReadOnlySet<string> Sets { get; init; } = new HashSet<string>();

    public PropertyMap Defaults { get; init; } = PropertyMap.Empty;

    /// <summary>
    /// The inputs in a form in which equal wishes are equal: no secrets, no empty values, sets in order.
    /// </summary>
    public PropertyMap Normalize(PropertyMap inputs) => new(
        Meaningful(inputs.WithoutSecrets()).Select(item => KeyValuePair.Create(
            item.Key, Sets.Contains(item.Key) && item.Value is ArrayValue list ? Sorted(list) : item.Value)));

    /// <summary>To the real provider false, 0, "" and nothing at all are the same.</summary>
    private static PropertyMap Meaningful(PropertyMap map) => new(map
        .Where(item => item.Key != DockerDefaults.Key)
        .Select(item => KeyValuePair.Create(item.Key, Meaningful(item.Value)))
        .Where(item => item.Value is not (
            NullValue or BoolValue { Value: false } or NumberValue { Value: 0 } or StringValue { Value: "" } or
            ArrayValue { Items.Count: 0 } or ObjectValue { Map.Count: 0 })));

    private static PropertyValue Meaningful(PropertyValue value) => value switch
    {
        ObjectValue map => new ObjectValue(Sorted(Meaningful(map.Map))),
        ArrayValue list => PropertyValue.Array(list.Items.Select(Meaningful)),
        _ => value,
    };

    /// <summary>The two sets inside an object: what capabilities add and drop.</summary>
    private static PropertyMap Sorted(PropertyMap map) =>
        map.Select((key, value) => key is "adds" or "drops" && value is ArrayValue list ? Sorted(list) : value);

    private static PropertyValue Sorted(ArrayValue list) =>
        PropertyValue.Array(list.Items.OrderBy(Text, StringComparer.Ordinal));

    private static string Text(PropertyValue value) => value switch
    {
        StringValue text => text.Value,
        ObjectValue map => string.Join(";", map.Map.Select(item => $"{item.Key}={Text(item.Value)}")),
        ArrayValue list => string.Join(",", list.Items.Select(Text)),
        _ => value.ToString(),
    };
}
