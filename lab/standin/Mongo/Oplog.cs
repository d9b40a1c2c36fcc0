using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>All writes in their order, and what they come to. Lives in memory and is gone after a restart.</summary>
internal sealed class Oplog
{
    /// <summary>The collection of writes that change nothing.</summary>
    public const string Nothing = "";

    private readonly Lock _lock = new();
    private readonly List<(OpTime Time, DateTime Made, string Collection, Document Written)> _entries = [];
    private readonly Dictionary<string, List<Document>> _collections = [];

    public OpTime Last
    {
        get
        {
            lock (_lock)
                return LastEntry();
        }
    }

    /// <summary>When the last of these writes was made, by the clock of the primary that took it.</summary>
    public DateTime LastWritten
    {
        get
        {
            lock (_lock)
                return _entries.Count == 0 ? DateTime.UnixEpoch : _entries[^1].Made;
        }
    }

    /// <summary>Collections that somebody made.</summary>
    public int Collections
    {
        get
        {
            lock (_lock)
                return _collections.Keys.Count(name => name.Split('.')[0] is not ("admin" or "config" or "local"));
        }
    }

    public OpTime Append(long term, string collection, IEnumerable<Document> documents)
    {
        lock (_lock)
        {
            foreach (var document in documents)
                Add(new OpTime(term, _entries.Count + 1), DateTime.UtcNow, collection, document);
            return LastEntry();
        }
    }

    /// <summary>What a member lacks that has got so far; null where what it has is not what this one had.</summary>
    public List<object?>? After(OpTime time)
    {
        lock (_lock)
        {
            if (time.Number > _entries.Count || (time.Number > 0 && _entries[(int)time.Number - 1].Time != time))
                return null;
            return [.. _entries.Skip((int)time.Number).Take(1000).Select(entry => (object?)new Document
            {
                { "t", entry.Time.Term }, { "n", entry.Time.Number }, { "at", entry.Made.Ticks },
                { "ns", entry.Collection }, { "o", entry.Written },
            })];
        }
    }

    public void Apply(IEnumerable<Document> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                Add(
                    new OpTime(Convert.ToInt64(entry["t"]), Convert.ToInt64(entry["n"])),
                    new DateTime(Convert.ToInt64(entry["at"]), DateTimeKind.Utc), (string)entry["ns"]!,
                    (Document)entry["o"]!);
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _collections.Clear();
        }
    }

    public List<object?> Find(string collection, Document filter)
    {
        lock (_lock)
        {
            return [.. _collections.GetValueOrDefault(collection, []).Where(document =>
                filter.All(wanted => Equals(document.GetValueOrDefault(wanted.Key), wanted.Value)))];
        }
    }

    private OpTime LastEntry() => _entries.Count == 0 ? default : _entries[^1].Time;

    private void Add(OpTime time, DateTime made, string collection, Document document)
    {
        _entries.Add((time, made, collection, document));
        if (collection == Nothing)
            return;
        if (!_collections.TryAdd(collection, [document]))
            _collections[collection].Add(document);
    }
}
