using System.Collections;
using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi;

/// <summary>
/// A map of texts to values that may be plain or outputs. Each value keeps its own secretness. Meant for collection
/// initialisers: it can be added to, not read. One key with two different values fails the run.
/// </summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _items;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> items) => _items = items;

    private protected override IOutput Content => _items;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) =>
        _items = _items.Apply(items => AddDistinctAsync(items, key, value));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) =>
        _items = Output.Tuple(_items, values._items).Apply(async both =>
        {
            var (items, added) = both;
            foreach (var (key, value) in added)
                items = await AddDistinctAsync(items, key, value).ConfigureAwait(false);
            return items;
        });

    /// <summary>A new map with the entries of both, the second's winning.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        new(Output.Join(first._items, second._items, (one, two) => one.SetItems(two)));

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) =>
        FromPairs(Output.Create(values));

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) =>
        FromPairs(Output.Create(values));

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => FromPairs(values);

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => FromPairs(values);

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) =>
        FromPairs(values);

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} is written, not read: it cannot be enumerated.");

    internal override Output<ImmutableDictionary<string, TValue>> AsOutput() => _items.Apply(items =>
    {
        var keys = items.Keys.ToList();
        return Output.All(keys.Select(key => items[key]))
            .Apply(values => keys.Zip(values, KeyValuePair.Create).ToImmutableDictionary());
    });

    // Null: an output property that the provider left out.
    private static InputMap<TValue> FromPairs<TPairs>(Output<TPairs> values)
        where TPairs : IEnumerable<KeyValuePair<string, TValue>> =>
        new(values.Apply(pairs => pairs?.ToImmutableDictionary(pair => pair.Key, pair => (Input<TValue>)pair.Value)
            ?? ImmutableDictionary<string, Input<TValue>>.Empty));

    private static async Task<ImmutableDictionary<string, Input<TValue>>> AddDistinctAsync(
        ImmutableDictionary<string, Input<TValue>> items, string key, Input<TValue> value)
    {
        if (items.TryGetValue(key, out var present))
        {
            var old = await present.ToOutput().Data.ConfigureAwait(false);
            var added = await value.ToOutput().Data.ConfigureAwait(false);
            if (!EqualityComparer<TValue>.Default.Equals(old.Value, added.Value))
                throw new ArgumentException(
                    $"An element with the same key but a different value already exists. Key: '{key}'");
        }
        return items.SetItem(key, value);
    }
}
