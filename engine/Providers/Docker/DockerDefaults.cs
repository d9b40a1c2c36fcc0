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
        return missing.Count == 0
            ? inputs
            : inputs.Merge(new PropertyMap(missing))
                .Set(Key, PropertyValue.Array(missing.Select(item => (PropertyValue)item.Key)));
    }
}
