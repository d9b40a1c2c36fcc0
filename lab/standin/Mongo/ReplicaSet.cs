using System.Security.Cryptography;
using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>
/// One member of a replica set: heartbeats, elections by majority, and copies of the primary's writes, as far as the
/// lab needs them. After a restart it copies everything anew.
/// </summary>
internal sealed class ReplicaSet
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pull = TimeSpan.FromMilliseconds(100);
    private readonly string _name;
    private readonly string _me;
    private readonly Oplog _oplog;
    private readonly SetFile _file;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Peer> _peers = [];
    private SetConfig? _config;
    private long _term;
    private long _voted;
    private MemberState _state = MemberState.Startup;
    private string? _primary;
    private DateTime _heardPrimary = DateTime.UtcNow;
    private DateTime _frozenUntil;
    private double _patience = 1 + (Random.Shared.NextDouble() * 0.15);

    /// <param name="name">The set's name.</param>
    /// <param name="me">HOST:PORT by which the others know this member.</param>
    /// <param name="oplog">The data.</param>
    /// <param name="file">What is kept over a restart.</param>
    /// <param name="alone">Whether it makes a set of itself alone, where it is in none.</param>
    public ReplicaSet(string name, string me, Oplog oplog, SetFile file, bool alone)
    {
        (_name, _me, _oplog, _file) = (name, me, oplog, file);
        (_config, _term, _voted) = file.Read();
        if (_config is null && alone)
            _config = SetConfig.Complete(Alone(), NewId());
        if (_config is null)
            return;
        Enter(MemberState.Secondary);
        if (_config.Members.Count == 1)
            _heardPrimary = DateTime.MinValue;
    }

    public string Name => _name;

    public bool IsPrimary => _state == MemberState.Primary;

    public MemberState State => _state;

    public async Task RunAsync(CancellationToken cancel)
    {
        _ = PullAsync(cancel);
        while (!cancel.IsCancellationRequested)
        {
            await BeatAsync();
            if (_state == MemberState.Primary && !HearsMajority())
                StepDown("hears no majority");
            if (MayStand())
                await StandAsync();
            WriteNothing();
            await Task.Delay(Beat, cancel);
        }
    }

    public Document? Hello()
    {
        lock (_lock)
        {
            if (_config is null || _state is MemberState.Removed)
                return null;
            List<object?> Named(Func<SetMember, bool> which) => [.. _config.Members.Where(which).Select(m => m.Host)];
            var reply = new Document
            {
                { "setName", _name }, { "setVersion", (int)_config.Version },
                { "secondary", _state is MemberState.Secondary },
                { "hosts", Named(member => member.Priority > 0) }, { "me", _me },
                { "lastWrite", new Document { { "lastWriteDate", _oplog.LastWritten } } },
            };
            if (Named(member => member.Priority <= 0) is { Count: > 0 } passives)
                reply["passives"] = passives;
            if (_primary is not null)
                reply["primary"] = _primary;
            return reply;
        }
    }

    public Document Config() => _config is { } config ? Replies.Ok(("config", config.Text)) : Replies.NotInitialized();

    public Document Status()
    {
        lock (_lock)
        {
            return _config is null || _state is MemberState.Removed
                ? Replies.NotInitialized()
                : Replies.Ok(
                    ("set", _name), ("myState", (int)_state), ("term", _term),
                    ("members", _config.Members.Select(Member).ToList()));
        }
    }

    /// <summary>As MongoDB does it: all of them have to answer, and none but this one may have data.</summary>
    public async Task<Document> InitiateAsync(Document? given)
    {
        if (_config is not null)
            return Replies.Error(23, "AlreadyInitialized", "already initialized");
        var config = SetConfig.Complete(given is { Count: > 0 } ? given : Alone(), NewId());
        if (config.Text["_id"] as string != _name)
        {
            return Replies.Error(93, "InvalidReplicaSetConfig", "Attempting to initiate a replica set with name "
                + $"{config.Text["_id"]}, but command line reports {_name}; rejecting");
        }

        if (config.Flaw() is { } flaw)
            return Replies.Error(93, "InvalidReplicaSetConfig", flaw);
        if (config.Members.All(member => member.Host != _me))
            return Replies.Error(74, "NodeNotFound", "No host described in new configuration maps to this node");
        foreach (var host in config.Members.Select(member => member.Host).Where(host => host != _me))
        {
            if (await new Peer(host).AskAsync(Greeting(null)) is not { } reply)
            {
                return Replies.Error(74, "NodeNotFound", "replSetInitiate quorum check failed because not all proposed "
                    + $"set members responded affirmatively: {host}");
            }

            if (reply.ContainsKey("replicaSetId"))
                return Replies.Incompatible($"{host} is in a set already");
            if (reply["hasData"] is true)
            {
                return Replies.Error(110, "CannotInitializeNodeWithData",
                    $"'{host}' has data already, cannot initiate set.");
            }
        }

        Install(config, MemberState.Secondary);
        await BeatAsync();
        await StandAsync();
        return Replies.Ok();
    }

    public async Task<Document> ReconfigureAsync(Document? given)
    {
        if (_state is not MemberState.Primary || _config is not { } old || given is null)
            return Replies.NotPrimary();
        var config = SetConfig.Complete(given, old.Id);
        if (old.FlawOf(config) is { } flaw)
            return Replies.Incompatible(flaw);
        if (config.Members.All(member => member.Host != _me))
            return Replies.Incompatible("the primary cannot leave its own set");
        foreach (var host in config.Members.Select(member => member.Host).Except(old.Members.Select(m => m.Host)))
        {
            if (await new Peer(host).AskAsync(Greeting(null)) is { } reply
                && reply.TryGetValue("replicaSetId", out var id) && !Equals(id, old.Id))
                return Replies.Incompatible($"Our replica set ID did not match that of {host}");
        }

        Install(config, MemberState.Primary);
        for (var i = 0; i < 20; i++)
        {
            await BeatAsync();
            if (HearsMajority())
                return Replies.Ok();
            await Task.Delay(Beat);
        }

        return Replies.Error(64, "WriteConcernFailed", "the new configuration has not reached a majority");
    }

    public async Task<Document> StepDownAsync(int seconds)
    {
        var heir = Others().FirstOrDefault(other => other.Member is { Votes: > 0, Priority: > 0 }
            && other.Peer.State is MemberState.Secondary && other.Peer.Last == _oplog.Last);
        if (_state is not MemberState.Primary)
            return Replies.NotPrimary();
        if (heir.Peer is null)
            return Replies.Error(262, "ExceededTimeLimit", "No electable secondaries caught up");
        _frozenUntil = DateTime.UtcNow.AddSeconds(seconds);
        StepDown("was told to");
        await heir.Peer.AskAsync(new Document { { "replSetStepUp", 1 } });
        return Replies.Ok();
    }

    public async Task<Document> StepUpAsync()
    {
        await StandAsync();
        return _state is MemberState.Primary ? Replies.Ok() : Replies.Error(125, "CommandFailed", "not elected");
    }

    /// <summary>Another member says how it is, and may bring a newer configuration.</summary>
    public Document Heartbeat(Document beat)
    {
        if (beat["replSetHeartbeat"] as string != _name)
            return Replies.Error(93, "InvalidReplicaSetConfig", "repl set names do not match");
        var from = (string)beat["from"]!;
        if (beat.GetValueOrDefault("config") is Document text)
            Learn(new SetConfig(text));
        Hear(from, beat);
        var reply = Replies.Ok(("set", _name), ("hasData", _oplog.Collections > 0));
        AddState(reply);
        if (_config is { } config)
        {
            reply["replicaSetId"] = config.Id;
            if (beat.ContainsKey("config") && config.Version > Convert.ToInt64(beat["configVersion"]))
                reply["config"] = config.Text;
        }

        return reply;
    }

    public Document Vote(Document request)
    {
        lock (_lock)
        {
            var term = Convert.ToInt64(request["term"]);
            RaiseTerm(term);
            var granted = term == _term && _voted < term && TimeOf(request).CompareTo(_oplog.Last) >= 0
                && Convert.ToInt64(request["configVersion"]) >= (_config?.Version ?? 0);
            if (granted)
            {
                _voted = term;
                _heardPrimary = DateTime.UtcNow;
                Save();
            }

            return Replies.Ok(("voteGranted", granted), ("term", _term));
        }
    }

    /// <summary>What a copying member lacks.</summary>
    public Document OplogFor(Document request)
    {
        if (_state is not MemberState.Primary)
            return Replies.NotPrimary();
        var time = TimeOf(request);
        if (_peers.GetValueOrDefault((string)request["from"]!) is { } peer)
            peer.Last = time;
        return _oplog.After(time) is { } entries ? Replies.Ok(("entries", entries)) : Replies.Ok(("anew", true));
    }

    public async Task<Document> InsertAsync(string collection, IReadOnlyCollection<Document> documents)
    {
        OpTime time;
        lock (_lock)
        {
            if (_state is not MemberState.Primary)
                return Replies.NotPrimary();
            time = _oplog.Append(_term, collection, documents);
        }

        var end = DateTime.UtcNow.AddSeconds(10);
        while (!IsOnMajority(time))
        {
            if (DateTime.UtcNow > end || _state is not MemberState.Primary)
                return Replies.Error(64, "WriteConcernFailed", "waiting for replication timed out");
            await Task.Delay(20);
        }

        return Replies.Ok(("n", documents.Count));
    }

    private static Opaque NewId() => new(0x07, Convert.ToHexString(RandomNumberGenerator.GetBytes(12)));

    /// <summary>As MongoDB does it, so that members that keep up can be told from others while nobody writes.</summary>
    private void WriteNothing()
    {
        lock (_lock)
        {
            if (_state is MemberState.Primary && DateTime.UtcNow - _oplog.LastWritten > TimeSpan.FromSeconds(10))
                _oplog.Append(_term, Oplog.Nothing, [[]]);
        }
    }

    private static OpTime TimeOf(Document message) =>
        new(Convert.ToInt64(message.GetValueOrDefault("t") ?? 0), Convert.ToInt64(message.GetValueOrDefault("n") ?? 0));

    private Document Alone() => new()
    {
        { "_id", _name }, { "members", new List<object?> { new Document { { "_id", 0 }, { "host", _me } } } },
    };

    private List<(SetMember Member, Peer Peer)> Others()
    {
        lock (_lock)
        {
            return _config is null || _state is MemberState.Removed
                ? []
                :
                [
                    .. _config.Members.Where(member => member.Host != _me)
                        .Select(member => (member, PeerOf(member.Host))),
                ];
        }
    }

    private Peer PeerOf(string host)
    {
        lock (_lock)
            return _peers.TryGetValue(host, out var peer) ? peer : _peers[host] = new Peer(host);
    }

    private object? Member(SetMember member, int index)
    {
        var isMe = member.Host == _me;
        var peer = isMe ? null : PeerOf(member.Host);
        var state = isMe ? _state : IsHeard(peer!) ? peer!.State : MemberState.Down;
        var document = new Document
        {
            { "_id", index }, { "name", member.Host }, { "health", state is MemberState.Down ? 0.0 : 1.0 },
            { "state", (int)state },
            { "stateStr", state is MemberState.Down ? "(not reachable/healthy)" : state.ToString().ToUpperInvariant() },
            { "lastHeartbeatMessage", peer?.Trouble ?? "" },
        };
        if (isMe)
            document["self"] = true;
        return document;
    }

    private static bool IsHeard(Peer peer) => DateTime.UtcNow - peer.Heard < TimeSpan.FromSeconds(5);

    private Document Greeting(SetConfig? config)
    {
        var beat = new Document { { "replSetHeartbeat", _name }, { "from", _me } };
        AddState(beat);
        if (config is not null)
            beat["config"] = config.Text;
        return beat;
    }

    private void AddState(Document message)
    {
        var last = _oplog.Last;
        message["state"] = (int)_state;
        message["term"] = _term;
        message["configVersion"] = _config?.Version ?? 0;
        message["t"] = last.Term;
        message["n"] = last.Number;
    }

    private Task BeatAsync() => Task.WhenAll(Others().Select(async other =>
    {
        if (await other.Peer.AskAsync(Greeting(_config)) is not { } reply || reply["ok"] is not 1.0)
            return;
        if (reply.GetValueOrDefault("config") is Document text)
            Learn(new SetConfig(text));
        Hear(other.Member.Host, reply);
    }));

    private void Hear(string from, Document message)
    {
        lock (_lock)
        {
            if (_config?.Members.Any(member => member.Host == from) != true)
                return;
            var peer = PeerOf(from);
            peer.Heard = DateTime.UtcNow;
            peer.State = (MemberState)Convert.ToInt32(message["state"]);
            peer.Last = TimeOf(message);
            RaiseTerm(Convert.ToInt64(message["term"]));
            if (peer.State is MemberState.Primary && Convert.ToInt64(message["term"]) == _term)
                (_primary, _heardPrimary) = (from, DateTime.UtcNow);
            else if (_primary == from)
                _primary = null;
        }
    }

    /// <summary>A newer configuration of the same set, or the first one.</summary>
    private void Learn(SetConfig config)
    {
        lock (_lock)
        {
            if (_config is { } old && (!Equals(old.Id, config.Id) || config.Version <= old.Version))
                return;
            var isIn = config.Members.Any(member => member.Host == _me);
            if (!isIn && _config is null)
                return;
            Install(config, !isIn ? MemberState.Removed
                : _state is MemberState.Startup or MemberState.Removed ? MemberState.Startup2 : _state);
        }
    }

    private void Install(SetConfig config, MemberState state)
    {
        lock (_lock)
        {
            _config = config;
            foreach (var host in _peers.Keys.Except(config.Members.Select(member => member.Host)).ToArray())
                _peers.Remove(host);
            Enter(state);
            Save();
        }
    }

    private void Save() => _file.Write(_config, _term, _voted);

    private void Enter(MemberState state)
    {
        if (_state == state)
            return;
        _state = state;
        if (state is MemberState.Removed)
            _primary = null;
        if (_primary == _me)
            _primary = null;
        if (state is MemberState.Primary)
            _primary = _me;
        Log.Write($"{_name}: {state.ToString().ToUpperInvariant()} in term {_term}");
    }

    private void RaiseTerm(long term)
    {
        if (term <= _term)
            return;
        _term = term;
        if (_state is MemberState.Primary)
            StepDown("another one has a later term");
        Save();
    }

    private void StepDown(string reason)
    {
        lock (_lock)
        {
            Log.Write($"{_name}: no longer primary, {reason}");
            _heardPrimary = DateTime.UtcNow;
            Enter(MemberState.Secondary);
        }
    }

    private bool HearsMajority()
    {
        var others = Others().Where(other => other.Member.Votes > 0);
        var oldest = DateTime.UtcNow - (_config?.ElectionTimeout ?? TimeSpan.Zero);
        return 1 + others.Count(other => other.Peer.Heard > oldest) >= _config?.Majority;
    }

    private bool IsOnMajority(OpTime time)
    {
        var copies = Others().Where(other => other.Member.Votes > 0 && other.Peer.Last.CompareTo(time) >= 0);
        return 1 + copies.Count() >= _config?.Majority;
    }

    private bool MayStand()
    {
        lock (_lock)
        {
            return _state is MemberState.Secondary && _config is { } config && DateTime.UtcNow > _frozenUntil
                && config.Members.Any(member => member.Host == _me && member is { Votes: > 0, Priority: > 0 })
                && DateTime.UtcNow - _heardPrimary > config.ElectionTimeout * _patience;
        }
    }

    private async Task StandAsync()
    {
        SetConfig config;
        Document request;
        lock (_lock)
        {
            if (_config is null || _state is not MemberState.Secondary)
                return;
            config = _config;
            _voted = ++_term;
            _heardPrimary = DateTime.UtcNow;
            _patience = 1 + (Random.Shared.NextDouble() * 0.15);
            Save();
            request = new Document { { "replSetRequestVotes", _name } };
            AddState(request);
        }

        var term = _term;
        var votes = await Task.WhenAll(Others().Where(other => other.Member.Votes > 0).Select(async other =>
            await other.Peer.AskAsync(new Document(request)) is { } reply
            && reply.GetValueOrDefault("voteGranted") is true));
        lock (_lock)
        {
            var elected = 1 + votes.Count(granted => granted) >= config.Majority;
            if (!elected || _term != term || _state is not MemberState.Secondary)
                return;
            Enter(MemberState.Primary);
        }

        await BeatAsync();
    }

    private async Task PullAsync(CancellationToken cancel)
    {
        (string Host, Peer Peer)? source = null;
        while (!cancel.IsCancellationRequested)
        {
            var primary = _primary;
            if (primary is not null && primary != _me && _state is MemberState.Secondary or MemberState.Startup2)
            {
                if (source?.Host != primary)
                    source = (primary!, new Peer(primary!));
                await CopyAsync(source.Value.Peer);
            }

            await Task.Delay(Pull, cancel);
        }
    }

    private async Task CopyAsync(Peer primary)
    {
        var last = _oplog.Last;
        var reply = await primary.AskAsync(
            new Document { { "standInOplog", 1 }, { "from", _me }, { "t", last.Term }, { "n", last.Number } });
        if (reply?.GetValueOrDefault("anew") is true)
            _oplog.Clear();
        if (reply?.GetValueOrDefault("entries") is not IEnumerable<object?> entries)
            return;
        var lacked = entries.OfType<Document>().ToList();
        lock (_lock)
        {
            if (_state is not (MemberState.Secondary or MemberState.Startup2))
                return;
            _oplog.Apply(lacked);
            if (lacked.Count == 0)
                Enter(MemberState.Secondary);
        }
    }
}
