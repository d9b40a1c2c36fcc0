using Engine.Properties;
using Engine.State;

namespace Engine.Snapshots;

/// <summary>
/// The state as it grows during a run: resources in the order their steps ended, then what was not touched yet in its
/// old order. Changes are written by one writer at a time; steps that end while it writes share the next write, so
/// the cost of writing does not grow with the square of the stack.
/// </summary>
/// <param name="store">
/// Where to write; null in a preview, which only wants to know whether anything would change.
/// </param>
internal sealed class SnapshotJournal(OldState olds, ISnapshotStore? store)
{
    private readonly Lock _gate = new();
    private readonly ResourceState?[] _olds = [.. olds.Snapshot.Resources];
    private readonly List<ResourceState?> _news = [];
    private readonly Dictionary<ResourceState, int> _oldSlots = Slots(olds.Snapshot.Resources);
    private readonly Dictionary<string, int> _newSlots = [];
    private readonly Dictionary<string, string> _renamed = [];
    private readonly HashSet<string> _early = [];
    private readonly HashSet<PendingOperation> _pending = new(ReferenceEqualityComparer.Instance);

    /// <summary>An interrupted creation may have left something behind, so only a refresh may forget it.</summary>
    private readonly List<PendingOperation> _interrupted =
        [.. olds.Snapshot.PendingOperations.Where(operation => operation.Kind == PendingOperationKind.Creating)];

    private TaskCompletionSource _nextWrite = NewSignal();
    private bool _writing;
    private bool _dirty;

    /// <summary>Whether the state differs from the one the run started from.</summary>
    public bool Changed { get; private set; }

    /// <summary>About how many resources a write has to write.</summary>
    public int Count => Math.Max(_newSlots.Count, _olds.Length);

    /// <summary>Records that an operation is about to start; done when that is durable.</summary>
    public Task BeginAsync(PendingOperation operation)
    {
        lock (_gate)
        {
            if (store is null)
                return Task.CompletedTask;
            _pending.Add(operation);
            return Write();
        }
    }

    /// <summary>Records the result of a step: the new resource in place of the old, which may be null.</summary>
    public void Put(ResourceState? old, ResourceState state, PendingOperation? ended = null) => Change(ended, () =>
    {
        if (old is not null)
            SetOld(old, null);
        if (old is not null && old.Urn != state.Urn)
            _renamed[old.Urn] = state.Urn;
        Append(state);
    });

    /// <summary>Takes over a resource that stays as it is; worth a write only where its metadata changed.</summary>
    public void Keep(ResourceState old, ResourceState state)
    {
        if (!old.SaysTheSameAs(state))
            Put(old, state);
        else
            lock (_gate)
            {
                SetOld(old, null);
                Append(state);
            }
    }

    /// <summary>
    /// Takes over what a resource that is left out refers to and that nothing has taken over yet, so that it stands
    /// before it; the result is what that was.
    /// </summary>
    public IReadOnlyList<ResourceState> KeepNeedsOf(ResourceState state)
    {
        var kept = new List<ResourceState>();
        lock (_gate)
            Keep(state);
        return kept;

        void Keep(ResourceState holder)
        {
            foreach (var urn in holder.References().Where(urn => !_newSlots.ContainsKey(urn)))
                if (olds.Find(urn) is { } needed && _olds[_oldSlots[needed]] is not null)
                {
                    SetOld(needed, null);
                    Keep(needed);
                    Append(needed);
                    _early.Add(urn);
                    kept.Add(needed);
                }
        }
    }

    /// <summary>
    /// Records a replacement whose old instance is deleted later: both stand in the state until then.
    /// </summary>
    public void PutBeside(ResourceState old, ResourceState state, PendingOperation? ended) => Change(ended, () =>
    {
        SetOld(old, old with { Delete = true });
        if (old.Urn != state.Urn)
            _renamed[old.Urn] = state.Urn;
        Append(state);
    });

    /// <summary>Stores another version of a resource that is still in its old place.</summary>
    public void Mark(ResourceState old, ResourceState changed, PendingOperation? ended) =>
        Change(ended, () => SetOld(old, changed));

    public void Remove(ResourceState old, PendingOperation? ended) => Change(ended, () => SetOld(old, null));

    /// <summary>
    /// Stores other versions of resources in their old places, null for those that are gone, all in one write: between
    /// two of them one resource could name another that is gone already.
    /// </summary>
    public void MarkAll(IReadOnlyList<(ResourceState Old, ResourceState? Changed)> changes)
    {
        if (changes.Count > 0)
            Change(null, () =>
            {
                foreach (var (old, changed) in changes)
                    SetOld(old, changed);
            });
    }

    /// <summary>Forgets a pending operation that came to nothing.</summary>
    public void Abandon(PendingOperation operation) => Change(operation, () => { });

    public void ForgetInterrupted() => Change(null, _interrupted.Clear);

    /// <summary>The state of a resource that this run has brought up, or null.</summary>
    public ResourceState? Find(string urn)
    {
        lock (_gate)
            return _newSlots.TryGetValue(urn, out var slot) ? _news[slot] : null;
    }

    /// <summary>Sets the outputs of a component; says what they were.</summary>
    public PropertyMap SetOutputs(string urn, PropertyMap outputs)
    {
        var current = Find(urn)!;
        if (!current.Outputs.Equals(outputs))
            Change(null, () => _news[_newSlots[urn]] = _news[_newSlots[urn]]! with { Outputs = outputs });
        return current.Outputs;
    }

    /// <summary>What has not been taken over from the old state so far, in its order.</summary>
    public IReadOnlyList<ResourceState> Remaining
    {
        get
        {
            lock (_gate)
                return [.. _olds.OfType<ResourceState>()];
        }
    }

    public Snapshot Snapshot
    {
        get
        {
            lock (_gate)
                return Build();
        }
    }

    /// <summary>
    /// Waits until everything recorded so far is durable; writes once more what a write failed to save.
    /// </summary>
    public Task FlushAsync()
    {
        lock (_gate)
            return _dirty || _writing ? Write() : Task.CompletedTask;
    }

    private void Change(PendingOperation? ended, Action change)
    {
        lock (_gate)
        {
            change();
            if (ended is not null)
                _pending.Remove(ended);
            Changed = true;
            if (store is not null)
                _ = Write();
        }
    }

    private void Append(ResourceState state)
    {
        // One that something left out needed stands already, and has to stand there.
        if (_newSlots.TryGetValue(state.Urn, out var slot) && _early.Remove(state.Urn))
        {
            _news[slot] = state;
            return;
        }
        _newSlots[state.Urn] = _news.Count;
        _news.Add(state);
    }

    private void SetOld(ResourceState old, ResourceState? changed)
    {
        var slot = _oldSlots[old];
        _olds[slot] = changed;
        if (changed is not null)
            _oldSlots[changed] = slot;
    }

    private Task Write()
    {
        if (store is null)
            return Task.CompletedTask;
        _dirty = true;
        if (!_writing)
            _ = Task.Run(() => WriteWhileDirtyAsync(store));
        _writing = true;
        return _nextWrite.Task;
    }

    private async Task WriteWhileDirtyAsync(ISnapshotStore target)
    {
        while (TakeWork() is var (snapshot, signal))
            try
            {
                await target.SaveAsync(snapshot);
                signal.SetResult();
            }
            catch (Exception failure)
            {
                signal.SetException(failure);
                _ = signal.Task.Exception;
                if (StopUnlessAwaited())
                    return;
            }
    }

    /// <summary>
    /// Leaves the journal dirty after a failed write, so that the next one, or the flush, tries again. What was
    /// recorded while it failed has somebody waiting for a write of its own.
    /// </summary>
    private bool StopUnlessAwaited()
    {
        lock (_gate)
        {
            if (_dirty)
                return false;
            (_writing, _dirty) = (false, true);
            return true;
        }
    }

    private (Snapshot Snapshot, TaskCompletionSource Signal)? TakeWork()
    {
        lock (_gate)
        {
            _writing = _dirty;
            if (!_dirty)
                return null;
            _dirty = false;
            var signal = _nextWrite;
            _nextWrite = NewSignal();
            return (Build(), signal);
        }
    }

    private Snapshot Build()
    {
        var resources = new List<ResourceState>(_news.Count + _olds.Length);
        // Plain loops: this runs for every write, over the whole stack.
        foreach (var state in _news)
            if (state is not null)
                resources.Add(Renamed(state));
        foreach (var state in _olds)
            if (state is not null)
                resources.Add(Renamed(state));
        return new Snapshot(resources, [.. _interrupted, .. _pending]);
    }

    /// <summary>The state with what it refers to under its new URN: what is left out does not know of that.</summary>
    private ResourceState Renamed(ResourceState state) =>
        _renamed.Count > 0 && state.References().Any(_renamed.ContainsKey)
            ? state.Rename(urn => _renamed.GetValueOrDefault(urn, urn)) : state;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Dictionary<ResourceState, int> Slots(IReadOnlyList<ResourceState> states)
    {
        var slots = new Dictionary<ResourceState, int>(states.Count, ReferenceEqualityComparer.Instance);
        for (var slot = 0; slot < states.Count; slot++)
            slots[states[slot]] = slot;
        return slots;
    }
}
