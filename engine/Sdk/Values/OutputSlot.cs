using System.Collections.Immutable;
using Engine.Properties;
using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>An output of a resource that waits for the resource's registration.</summary>
internal abstract class OutputSlot
{
    public abstract object UntypedOutput { get; }

    /// <summary>Settles the output: with the value, or with the type's default where the engine gave none.</summary>
    /// <param name="origin">The resource itself, as every output's origin.</param>
    public abstract void Resolve(
        Resource resource, ImmutableHashSet<Resource> origin, string name, PropertyValue? value, ProgramRun run);

    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class OutputSlot<T> : OutputSlot
{
    private readonly TaskCompletionSource<OutputData<T>> _source = new();

    // Not tracked: the registration that settles it is.
    public OutputSlot() => Output = new Output<T>(_source.Task, tracked: false);

    public Output<T> Output { get; }

    public override object UntypedOutput => Output;

    public override void Resolve(
        Resource resource, ImmutableHashSet<Resource> origin, string name, PropertyValue? value, ProgramRun run)
    {
        // A preview cannot tell a value that is left out from one that will come.
        if (value is null)
            _source.TrySetResult(new(default!, !run.Settings.DryRun, false, origin));
        else if (value.ContainsUnknowns)
            _source.TrySetResult(OutputData<T>.Unknown(value.ContainsSecrets, origin));
        else
            _source.TrySetResult(new(Convert(resource, name, value, run), true, value.ContainsSecrets, origin));
    }

    public override void Fail(Exception error) => _source.TrySetException(error);

    private static T Convert(Resource resource, string name, PropertyValue value, ProgramRun run)
    {
        try
        {
            return (T)PropertyConverter.Convert($"{resource.GetType().FullName}.{name}", value, typeof(T))!;
        }
        catch (InvalidOperationException mismatch)
        {
            run.Log(LogSeverity.Warning, mismatch.Message, resource);
            return default!;
        }
    }
}
