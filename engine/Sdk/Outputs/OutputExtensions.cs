using System.Collections.Immutable;

namespace Pulumi;

public static class OutputExtensions
{
    /// <summary>The element at an index; the run fails where there is none.</summary>
    public static Output<T> GetAt<T>(this Output<ImmutableArray<T>> array, Input<int> index) =>
        Output.Join(array, index.ToOutput(), (items, at) => items[at]);

    public static Output<T> First<T>(this Output<ImmutableArray<T>> array) => array.Apply(items => items[0]);

    public static Output<int> Length<T>(this Output<ImmutableArray<T>> array) => array.Apply(items => items.Length);
}
