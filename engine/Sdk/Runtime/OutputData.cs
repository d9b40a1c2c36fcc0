using System.Collections.Immutable;
using Pulumi;

namespace Engine.Sdk;

/// <summary>What an output holds once it has settled. Value is meaningless where it is not known.</summary>
/// <param name="Resources">The resources the value came from.</param>
internal readonly record struct OutputData<T>(
    T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    public static OutputData<T> Plain(T value) => new(value, true, false, ImmutableHashSet<Resource>.Empty);

    public static OutputData<T> Unknown(bool isSecret, ImmutableHashSet<Resource> resources) =>
        new(default!, false, isSecret, resources);

    /// <summary>Another value with this one's secretness and origins added to its own.</summary>
    public OutputData<TOther> Then<TOther>(OutputData<TOther> next) =>
        new(next.Value, IsKnown && next.IsKnown, IsSecret || next.IsSecret, Union(next.Resources));

    public OutputData<TOther> With<TOther>(TOther value) => new(value, IsKnown, IsSecret, Resources);

    // Most values come from nowhere, or from one place: no need to walk two trees.
    private ImmutableHashSet<Resource> Union(ImmutableHashSet<Resource> others) =>
        others.IsEmpty || ReferenceEquals(Resources, others) ? Resources
        : Resources.IsEmpty ? others
        : Resources.Union(others);
}

/// <summary>An output whose type of value does not matter.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>An input whose type of value does not matter.</summary>
internal interface IInput
{
    /// <summary>
    /// The value as it is serialised: elements of collections apart, so that each keeps its secretness.
    /// </summary>
    IOutput Content { get; }
}
