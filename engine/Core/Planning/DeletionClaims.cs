using System.Collections.Concurrent;

namespace Engine.Planning;

/// <summary>
/// Settles who decides about an old resource: its own registration, or a replacement that must delete it first. A
/// resource that no longer depends on the replaced one may come up at any time.
/// </summary>
internal sealed class DeletionClaims
{
    /// <summary>By URN: null where the registration was first, else what tells that the deletion is over.</summary>
    private readonly ConcurrentDictionary<string, TaskCompletionSource?> _claims = [];

    /// <summary>
    /// False where the resource has been registered already, and so does not depend on what is replaced.
    /// </summary>
    public bool ClaimDeletion(string urn) =>
        _claims.TryAdd(urn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Claims the resource for its registration. True where it was deleted before; waits for that.</summary>
    public async Task<bool> IsDeletedAsync(string urn)
    {
        if (_claims.GetOrAdd(urn, (TaskCompletionSource?)null) is not { } deletion)
            return false;
        await deletion.Task;
        return true;
    }

    public void Finish(string urn) => _claims.GetValueOrDefault(urn)?.TrySetResult();
}
