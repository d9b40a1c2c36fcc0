using Engine.Properties;

namespace Engine.Providers;

/// <summary>
/// Reads typed values from a map, through secret wrappers; null where absent, unknown or of another kind.
/// </summary>
internal static class PropertyReading
{
    public static int? Int(this PropertyMap map, string key) => (int?)map.Number(key);

    public static double? Number(this PropertyMap map, string key) => (map.Get(key)?.Unwrapped as NumberValue)?.Value;

    public static bool? Bool(this PropertyMap map, string key) => (map.Get(key)?.Unwrapped as BoolValue)?.Value;

    public static PropertyMap? Map(this PropertyMap map, string key) => (map.Get(key)?.Unwrapped as ObjectValue)?.Map;

    public static IReadOnlyList<PropertyValue> List(this PropertyMap map, string key) =>
        (map.Get(key)?.Unwrapped as ArrayValue)?.Items ?? [];

    public static IReadOnlyList<string> Strings(this PropertyMap map, string key) =>
        [.. map.List(key).Select(item => item.Unwrapped).OfType<StringValue>().Select(item => item.Value)];

    public static IReadOnlyList<PropertyMap> Maps(this PropertyMap map, string key) =>
        [.. map.List(key).Select(item => item.Unwrapped).OfType<ObjectValue>().Select(item => item.Map)];

    public static IReadOnlyDictionary<string, string> StringMap(this PropertyMap map, string key) =>
        (map.Map(key) ?? PropertyMap.Empty)
            .Where(item => item.Value.Unwrapped is StringValue)
            .ToDictionary(item => item.Key, item => ((StringValue)item.Value.Unwrapped).Value, StringComparer.Ordinal);

    /// <summary>Whether the key is there with something other than null.</summary>
    public static bool Has(this PropertyMap map, string key) => map.Get(key) is not (null or NullValue);

    /// <summary>
    /// Without what the real engine keeps beside the outputs of a bridged resource to restore them by: once they are
    /// others it does not fit them, which is an error there; without it they are taken as they stand.
    /// </summary>
    public static PropertyMap WithoutRawStateDelta(this PropertyMap outputs) =>
        outputs.Remove("__pulumi_raw_state_delta");

    /// <summary>The entries whose value is not null.</summary>
    public static PropertyMap WithoutNulls(this PropertyMap map) =>
        new(map.Where(item => item.Value is not NullValue));
}
