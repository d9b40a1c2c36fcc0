using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Utilities;

/// <summary>Looks into outputs; for tests and libraries rather than programs.</summary>
public static class OutputUtilities
{
    /// <summary>An unknown output, as previews have them.</summary>
    public static Output<T> CreateUnknown<T>(T value) =>
        new(Task.FromResult(OutputData<T>.Plain(value) with { IsKnown = false }), tracked: false);

    /// <inheritdoc cref="CreateUnknown{T}(T)"/>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) =>
        new(UnknownAsync(valueFactory));

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).IsKnown;

    /// <summary>The value; the default of its type where it is unknown.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).Value;

    /// <summary>The resources the value came from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).Resources;

    /// <summary>The same value, said to come from one more resource.</summary>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource) =>
        new(WithDependencyAsync(output, resource));

    private static async Task<OutputData<T>> UnknownAsync<T>(Func<Task<T>> valueFactory) =>
        OutputData<T>.Plain(await valueFactory().ConfigureAwait(false)) with { IsKnown = false };

    private static async Task<OutputData<T>> WithDependencyAsync<T>(Output<T> output, Resource resource)
    {
        var data = await output.Data.ConfigureAwait(false);
        return data with { Resources = data.Resources.Add(resource) };
    }
}
