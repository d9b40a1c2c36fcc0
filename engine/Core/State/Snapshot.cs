namespace Engine.State;

/// <summary>Everything the engine knows of a stack: what stands, and what was under way when it was written.</summary>
/// <param name="Resources">In dependency order: whatever a resource refers to stands before it.</param>
internal sealed record Snapshot(
    IReadOnlyList<ResourceState> Resources, IReadOnlyList<PendingOperation> PendingOperations)
{
    public static readonly Snapshot Empty = new([], []);
}

internal enum PendingOperationKind
{
    Creating,
    Updating,
    Deleting,
    Reading,
}

/// <summary>An operation that was started; it stands in the state until its step has ended.</summary>
internal sealed record PendingOperation(ResourceState Resource, PendingOperationKind Kind);

/// <summary>Where a running deployment writes its state. Durable when SaveAsync returns.</summary>
internal interface ISnapshotStore
{
    Task SaveAsync(Snapshot snapshot);
}
