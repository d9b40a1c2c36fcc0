using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>
/// Fills defaults into inputs and lists the names of those it has filled: so that the state tells what the program
/// wanted from what the provider added.
/// </summary>
internal static class DockerDefaults
{
    public const string Key = "__defaults";

    public static PropertyMap Fill(PropertyMap inputs, DockerSchema schema, string? name)
    {
        var defaults = name is null ? schema.Defaults : schema.Defaults.Set("name", name);
        var missing = defaults.Where(item => !inputs.Has(item.Key)).ToList();
        return Marked(inputs.Merge(new PropertyMap(missing)))
            .Set(Key, PropertyValue.Array(missing.Select(item => (PropertyValue)item.Key)));
    }

    /// <summary>The properties without the lists of what was defaulted: as outputs are.</summary>
    public static PropertyMap Without(PropertyMap properties) => properties.Remove(Key).Replace(part =>
        part is ObjectValue map && map.Map.ContainsKey(Key) ? new ObjectValue(Without(map.Map)) : null);

    /// <summary>Nested objects get a list of their own. Free maps, which stand in no list, are no objects.</summary>
    private static PropertyMap Marked(PropertyMap inputs) => inputs.Select((key, value) =>
        key == "capabilities" && value is ObjectValue map ? Marked(map) : Marked(value));

    private static PropertyValue Marked(PropertyValue value) => value switch
    {
        SecretValue secret => new SecretValue(Marked(secret.Element)),
        ArrayValue list => PropertyValue.Array(list.Items.Select(item =>
            item is ObjectValue map ? Marked(map) : item)),
        _ => value,
    };

    private static ObjectValue Marked(ObjectValue map) => new(Marked(map.Map).Set(Key, PropertyValue.Array([])));
}
