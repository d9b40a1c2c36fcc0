using Engine.State;

namespace Engine.Tests.Deploy;

/// <summary>Keeps every snapshot it is given, refuses broken ones, and can die.</summary>
internal sealed class RecordingStore : ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<Snapshot> _saves = [];

    public IReadOnlyList<Snapshot> Saves
    {
        get
        {
            lock (_gate)
                return [.. _saves];
        }
    }

    /// <summary>From this save on, every one fails.</summary>
    public int DiesAt { get; set; } = int.MaxValue;

    /// <summary>How long every save takes.</summary>
    public TimeSpan Duration { get; set; }

    public async Task SaveAsync(Snapshot snapshot)
    {
        await Task.Delay(Duration);
        lock (_gate)
        {
            SnapshotIntegrity.Check(snapshot);
            if (_saves.Count >= DiesAt)
                throw new IOException("no space left on device");
            _saves.Add(snapshot);
        }
    }
}
