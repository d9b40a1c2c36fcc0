using Engine.Sdk;

namespace Pulumi;

/// <content>Tuples of two to four: the larger ones are built on the smaller.</content>
public static partial class Output
{
    /// <summary>Several values as one: unknown where one is unknown, a secret where one is a secret.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        Tuple(item1.ToOutput(), item2.ToOutput());

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        Join(item1, item2, (first, last) => (first, last));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput());

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        Join(Tuple(item1, item2), item3, (all, last) => (all.Item1, all.Item2, last));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput());

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4) =>
        Join(Tuple(item1, item2, item3), item4, (all, last) => (all.Item1, all.Item2, all.Item3, last));

    internal static Output<TResult> Join<T1, T2, TResult>(
        Output<T1> first, Output<T2> second, Func<T1, T2, TResult> join) => new(JoinAsync(first, second, join));

    private static async Task<OutputData<TResult>> JoinAsync<T1, T2, TResult>(
        Output<T1> first, Output<T2> second, Func<T1, T2, TResult> join)
    {
        var one = await first.Data.ConfigureAwait(false);
        var both = one.Then(await second.Data.ConfigureAwait(false));
        return both.With(both.IsKnown ? join(one.Value, both.Value) : default!);
    }
}
