using System.Globalization;
using Engine.Properties;
using YamlDotNet.RepresentationModel;

namespace Engine.Workspace;

/// <summary>One entry under <c>config</c> of the project file: what it must be and what it is by default.</summary>
/// <param name="Type">What the value must be; null where anything goes.</param>
/// <param name="Default">Value where the stack sets none; null where the stack must set one.</param>
internal sealed record ProjectConfigEntry(
    ConfigKey Key, ConfigType? Type, PropertyValue? Default, bool Secret)
{
    public static IReadOnlyList<ProjectConfigEntry> Read(string project, YamlMappingNode? config, string file) =>
        config is null ? [] : [.. config.Children.Select(item =>
            Read(ConfigKey.Parse(((YamlScalarNode)item.Key).Value!, project), item.Value, project, file))];

    private static ProjectConfigEntry Read(ConfigKey key, YamlNode node, string project, string file)
    {
        if (node is not YamlMappingNode map)
            return new ProjectConfigEntry(key, null, YamlValues.ToValue(node), false);
        var type = map.GetText("type") is { } name
            ? ConfigType.Read(name, map.Get("items") as YamlMappingNode, key, file)
            : null;
        var (byDefault, value) = (map.Get("default"), map.Get("value"));
        if (byDefault is not null && value is not null)
            throw new EngineException($"could not read {file}: '{key}' has both a default and a value");
        if (key.Namespace != project && (type is not null || byDefault is not null))
        {
            throw new EngineException($"could not read {file}: configuration key '{key}' is not namespaced by the "
                + "project and should not define a type or a default value; use 'value' instead of 'default'");
        }
        var given = byDefault ?? value;
        var entry = new ProjectConfigEntry(
            key, type, given is null ? null : YamlValues.ToValue(given), map.GetText("secret") == "true");
        if (type is not null && entry.Default is { } content && !type.Accepts(content))
            throw new EngineException($"could not read {file}: the default of '{key}' is not of type '{type}'");
        return entry;
    }
}

/// <summary>A type that configuration can be declared to have.</summary>
/// <param name="Name">string, integer, boolean, array or object.</param>
/// <param name="Items">For an array: what its items must be.</param>
internal sealed record ConfigType(string Name, ConfigType? Items)
{
    public static ConfigType Read(string name, YamlMappingNode? items, ConfigKey key, string file)
    {
        if (name is not ("string" or "integer" or "boolean" or "array" or "object"))
            throw new EngineException($"could not read {file}: '{key}' has the unknown type '{name}'");
        if ((name == "array") != (items is not null))
        {
            throw new EngineException(
                $"could not read {file}: '{key}' must have 'items' if, and only if, it is an array");
        }
        return new ConfigType(name, items is null
            ? null
            : Read(items.GetText("type") ?? "", items.Get("items") as YamlMappingNode, key, file));
    }

    public bool Accepts(PropertyValue value) => (Name, value) switch
    {
        ("string", StringValue) => true,
        ("integer", NumberValue number) => double.IsInteger(number.Value),
        ("integer", StringValue text) =>
            long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ("boolean", BoolValue) => true,
        ("boolean", StringValue { Value: "true" or "false" }) => true,
        ("object", ObjectValue) => true,
        ("array", ArrayValue array) => array.Items.All(Items!.Accepts),
        _ => false,
    };

    public override string ToString() => Items is null ? Name : $"array<{Items}>";
}
