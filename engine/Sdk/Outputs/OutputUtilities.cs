using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Utilities;

/// <summary>Looks into outputs; for tests and libraries rather than programs.</summary>
public static class OutputUtilities
{
    /// <summary>An unknown output, as previews have them.</summary>
    public static Output<T> CreateUnknown<T>(T value) =>
        new(Task.FromResult(OutputData<T>.Plain(value) with { IsKnown = false }), tracked: false);

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).IsKnown;

    /// <summary>The value; the default of its type where it is unknown.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).Value;

    /// <summary>The resources the value came from.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).Resources;
}
