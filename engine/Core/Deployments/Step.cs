using Engine.Handlers;
using Engine.Protocol;
using Engine.State;

namespace Engine.Deployments;

/// <summary>
/// One decided action on one resource: inert data that the executor carries out and the display shows.
/// </summary>
/// <param name="Old">
/// The resource as it stands in the state; null where there is none. One that is the same without having been is a new
/// one that --target leaves out: it is counted, and that is all.
/// </param>
/// <param name="New">The resource as it shall stand, outputs not known yet; null where it shall be gone.</param>
internal sealed record Step(StepKind Kind, ResourceState? Old, ResourceState? New)
{
    /// <summary>What made the step necessary.</summary>
    public DiffResult Diff { get; init; } = DiffResult.None;

    /// <summary>Of a deletion after a replacement: the replacement, which tells what changed.</summary>
    public Step? Replacement { get; init; }

    /// <summary>The old instance goes before the new one comes.</summary>
    public bool DeletesBefore { get; init; }

    /// <summary>A deletion that only forgets the resource.</summary>
    public bool SkipsProvider { get; init; }

    public ResourceState Subject => (New ?? Old)!;

    public string Urn => Subject.Urn;

    public string Type => Subject.Type;

    public string Name => Subject.Name;

    /// <summary>
    /// Not shown and not counted: a default provider, or what an earlier run deleted in order to replace it.
    /// </summary>
    public bool Hidden => Urns.IsDefaultProvider(Urn)
        || this is { Kind: StepKind.Delete, Old.PendingReplacement: true };
}
