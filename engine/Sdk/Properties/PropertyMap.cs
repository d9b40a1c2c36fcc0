using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Engine.Properties;

/// <summary>An immutable map from property names to values, kept in ordinal key order; compared by value.</summary>
internal sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    public static readonly PropertyMap Empty = new([]);

    private readonly SortedDictionary<string, PropertyValue> _items;

    public PropertyMap(IEnumerable<KeyValuePair<string, PropertyValue>> items)
    {
        _items = new SortedDictionary<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (key, value) in items)
            _items[key] = value;
    }

    public int Count => _items.Count;

    public IEnumerable<string> Keys => _items.Keys;

    public IEnumerable<PropertyValue> Values => _items.Values;

    public PropertyValue this[string key] => _items[key];

    public bool ContainsKey(string key) => _items.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) =>
        _items.TryGetValue(key, out value);

    /// <summary>The value of a key, or null where the key is absent.</summary>
    public PropertyValue? Get(string key) => _items.GetValueOrDefault(key);

    /// <summary>The text of a key, secret wrappers taken off; null where it is absent or not a string.</summary>
    public string? GetString(string key) => (Get(key)?.Unwrapped as StringValue)?.Value;

    public PropertyMap Set(string key, PropertyValue value) => new(_items.Append(KeyValuePair.Create(key, value)));

    public PropertyMap Remove(string key) => new(_items.Where(item => item.Key != key));

    /// <summary>This map with the other's entries added, the other's winning.</summary>
    public PropertyMap Merge(PropertyMap other) => new(_items.Concat(other));

    public PropertyMap Select(Func<string, PropertyValue, PropertyValue> change) =>
        new(_items.Select(item => KeyValuePair.Create(item.Key, change(item.Key, item.Value))));

    /// <inheritdoc cref="PropertyValue.Replace"/>
    public PropertyMap Replace(Func<PropertyValue, PropertyValue?> change) =>
        Select((_, value) => value.Replace(change));

    public PropertyMap WithoutSecrets() => Select((_, value) => value.WithoutSecrets());

    public bool Equals(PropertyMap? other) =>
        ReferenceEquals(this, other) || (other is not null && _items.SequenceEqual(other._items));

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode() =>
        _items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item.Key, item.Value));

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
