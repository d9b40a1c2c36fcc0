using System.Collections.Immutable;
using System.Globalization;
using Engine.Sdk;

namespace Pulumi;

/// <summary>Makes outputs, and joins them.</summary>
public static partial class Output
{
    /// <summary>An output that is known already.</summary>
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData<T>.Plain(value)), tracked: false);

    /// <summary>An output that takes the task's result.</summary>
    public static Output<T> Create<T>(Task<T> value) => new(FromTaskAsync(value, isSecret: false));

    /// <summary>A value that is kept out of sight: encrypted in the state, never shown.</summary>
    public static Output<T> CreateSecret<T>(T value) =>
        new(Task.FromResult(OutputData<T>.Plain(value) with { IsSecret = true }), tracked: false);

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Task<T> value) => new(FromTaskAsync(value, isSecret: true));

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Output<T> value) => new(WithSecretnessAsync(value, isSecret: true));

    /// <summary>The same value, no longer a secret.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) => new(WithSecretnessAsync(output, isSecret: false));

    /// <summary>Whether the output, once settled, is a secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).IsSecret;

    /// <summary>All values as one list: unknown where one is unknown, a secret where one is a secret.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        All(inputs.Select(input => input.ToOutput()));

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => new(AllAsync([.. outputs]));

    /// <summary>An interpolated text whose holes may be inputs and outputs; in the invariant culture.</summary>
    public static Output<string> Format(FormattableString formattableString) =>
        new(FormatAsync(formattableString));

    private static async Task<OutputData<T>> FromTaskAsync<T>(Task<T> value, bool isSecret) =>
        OutputData<T>.Plain(await value.ConfigureAwait(false)) with { IsSecret = isSecret };

    private static async Task<OutputData<T>> WithSecretnessAsync<T>(Output<T> output, bool isSecret) =>
        await output.Data.ConfigureAwait(false) with { IsSecret = isSecret };

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(ImmutableArray<Output<T>> outputs)
    {
        var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
        var all = OutputData<ImmutableArray<T>>.Plain([]);
        foreach (var output in outputs)
        {
            var data = await output.Data.ConfigureAwait(false);
            values.Add(data.Value);
            all = data.Then(all);
        }
        return all with { Value = values.MoveToImmutable() };
    }

    private static async Task<OutputData<string>> FormatAsync(FormattableString text)
    {
        var values = text.GetArguments();
        var all = OutputData<string>.Plain("");
        for (var i = 0; i < values.Length; i++)
        {
            var output = values[i] is IInput input ? input.Content : values[i] as IOutput;
            if (output is null)
                continue;
            var data = await output.GetDataAsync().ConfigureAwait(false);
            values[i] = data.Value;
            all = data.Then(all);
        }
        return all with { Value = string.Format(CultureInfo.InvariantCulture, text.Format, values) };
    }
}
