using Engine.Sdk;

namespace Pulumi;

/// <summary>What a resource takes for a property: a plain value or an output of another resource.</summary>
public class Input<T> : IInput
{
    private readonly Output<T>? _output;

    private protected Input()
    {
    }

    internal Input(Output<T> output) => _output = output;

    IOutput IInput.Content => Content;

    private protected virtual IOutput Content => _output!;

    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.AsOutput();

    internal virtual Output<T> AsOutput() => _output!;
}

public static class InputExtensions
{
    /// <summary>Computes another value from the input's, as Output's Apply does; null is a default value.</summary>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, TResult> func) =>
        input.ToOutput().Apply(func);

    /// <inheritdoc cref="Apply{T, TResult}(Input{T}?, Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Task<TResult>> func) =>
        input.ToOutput().Apply(func);

    /// <inheritdoc cref="Apply{T, TResult}(Input{T}?, Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Input<TResult>?> func) =>
        input.ToOutput().Apply(func);

    /// <inheritdoc cref="Apply{T, TResult}(Input{T}?, Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Output<TResult>?> func) =>
        input.ToOutput().Apply(func);

    /// <summary>The input as an output; a null input is a default value.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) => input is null ? Output.Create(default(T)!) : input;
}
