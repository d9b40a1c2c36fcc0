using System.Collections.Immutable;

namespace Enginsight.Infra.Components;

/// <param name="Step">The end of its step's name, which stays when a VM gets another one.</param>
/// <param name="Name">What it is called in the rules.</param>
/// <param name="Address">IP address or subnet.</param>
internal sealed record DatabaseClient(string Step, string Name, string Address)
{
    /// <summary>Names that its step had under an earlier version of the program.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];
}
