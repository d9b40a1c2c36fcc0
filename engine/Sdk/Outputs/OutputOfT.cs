using Engine.Sdk;

namespace Pulumi;

/// <summary>
/// A value that may become known only while the deployment runs, together with its secretness and the resources it
/// came from.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data, bool tracked = true)
    {
        Data = data;
        if (tracked)
            ProgramRun.Current?.Tasks.Track(data);
    }

    internal Task<OutputData<T>> Data { get; }

    /// <summary>An output that takes the task's result.</summary>
    public static Output<T> Create(Task<T> value) => Output.Create(value);

    /// <summary>
    /// Computes another value from this one. Where this value is unknown (in a preview) the function is not called and
    /// the result is unknown; secretness and origins carry over.
    /// </summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        Bind(value => Task.FromResult(OutputData<TResult>.Plain(func(value))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        Bind(async value => OutputData<TResult>.Plain(await func(value).ConfigureAwait(false)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        Bind(value => func(value).ToOutput().Data);

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        Bind(value => (func(value) ?? Output.Create(default(TResult)!)).Data);

    /// <summary>Runs an action with the value, once it is known.</summary>
    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        Bind(async value =>
        {
            await func(value).ConfigureAwait(false);
            return OutputData<ValueTuple>.Plain(default);
        });

    /// <summary>A warning, since the value is not there yet; use Apply or Output.Format.</summary>
    public override string ToString()
    {
        const string message =
            "Calling [ToString] on an [Output<T>] is not supported.\n\n"
            + "To get the value of an Output<T> as an Output<string> consider:\n"
            + "1. o.Apply(v => $\"prefix{v}suffix\")\n"
            + "2. Output.Format($\"prefix{hostname}suffix\");\n\n"
            + "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.\n"
            + "This function may throw in a future version of Pulumi.";
        return Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is "1" or "true"
            ? throw new InvalidOperationException(message)
            : message;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data.ConfigureAwait(false);
        return data.With<object?>(data.IsKnown ? data.Value : null);
    }

    internal Output<TResult> Bind<TResult>(Func<T, Task<OutputData<TResult>>> func) => new(BindAsync(func));

    private async Task<OutputData<TResult>> BindAsync<TResult>(Func<T, Task<OutputData<TResult>>> func)
    {
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown
            ? data.Then(await func(data.Value).ConfigureAwait(false))
            : OutputData<TResult>.Unknown(data.IsSecret, data.Resources);
    }
}
