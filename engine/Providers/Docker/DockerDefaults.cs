using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>
/// Fills defaults into inputs and lists, in every object, the names of those it has filled: so that the state tells
/// what the program wanted from what the provider added.
/// </summary>
internal static class DockerDefaults
{
    public const string Key = "__defaults";

    public static PropertyMap Fill(PropertyMap inputs, DockerSchema schema, string? name)
    {
        var nested = inputs.Select((key, value) =>
            schema.NestedDefaults.TryGetValue(key, out var defaults) ? FillNested(value, defaults) : value);
        return FillObject(nested, name is null ? schema.Defaults : schema.Defaults.Set("name", name));
    }

    private static PropertyValue FillNested(PropertyValue value, PropertyMap defaults) => value switch
    {
        SecretValue secret => new SecretValue(FillNested(secret.Element, defaults)),
        ObjectValue map => new ObjectValue(FillObject(map.Map, defaults)),
        ArrayValue list => PropertyValue.Array(list.Items.Select(item => FillNested(item, defaults))),
        _ => value,
    };

    private static PropertyMap FillObject(PropertyMap inputs, PropertyMap defaults)
    {
        var missing = defaults.Where(item => !inputs.Has(item.Key)).ToList();
        return missing.Count == 0
            ? inputs
            : inputs.Merge(new PropertyMap(missing))
                .Set(Key, PropertyValue.Array(missing.Select(item => (PropertyValue)item.Key)));
    }
}
