using System.Collections;
using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi;

/// <summary>
/// A list whose elements may be plain or outputs. Each element keeps its own secretness. Meant for collection
/// initialisers: it can be added to, not read.
/// </summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable
{
    private Output<ImmutableArray<Input<T>>> _items;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> items) => _items = items;

    private InputList(IEnumerable<Input<T>> items)
        : this(Output.Create(items.ToImmutableArray()))
    {
    }

    private protected override IOutput Content => _items;

    public void Add(params Input<T>[] inputs) => _items = _items.Apply(items => items.AddRange(inputs));

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs) => _items = Concat(inputs)._items;

    /// <summary>A new list of this one's elements and the other's.</summary>
    public InputList<T> Concat(InputList<T> other) =>
        new(Output.Join(_items, other._items, (first, second) => first.AddRange(second)));

    public static implicit operator InputList<T>(T value) => new([(Input<T>)value]);

    public static implicit operator InputList<T>(Output<T> value) => new([(Input<T>)value]);

    public static implicit operator InputList<T>(Input<T> value) => new([value]);

    public static implicit operator InputList<T>(T[] values) => new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T>[] values) => new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => new(values);

    public static implicit operator InputList<T>(List<T> values) => new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Output<T>> values) =>
        new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Input<T>> values) => new(values);

    public static implicit operator InputList<T>(ImmutableArray<T> values) => FromArray(Output.Create(values));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(values);

    public static implicit operator InputList<T>(Output<T[]> values) =>
        FromArray(values.Apply(ImmutableArray.Create));

    public static implicit operator InputList<T>(Output<List<T>> values) =>
        FromArray(values.Apply(list => list.ToImmutableArray()));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) =>
        FromArray(values.Apply(items => items.ToImmutableArray()));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => FromArray(values);

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} is written, not read: it cannot be enumerated.");

    internal override Output<ImmutableArray<T>> AsOutput() => _items.Apply(items => Output.All(items));

    // An output property that the provider left out holds ImmutableArray's default, which cannot be enumerated.
    private static InputList<T> FromArray(Output<ImmutableArray<T>> values) => new(values.Apply(items =>
        items.IsDefault ? ImmutableArray<Input<T>>.Empty : items.Select(item => (Input<T>)item).ToImmutableArray()));
}
