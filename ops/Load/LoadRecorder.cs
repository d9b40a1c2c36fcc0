namespace Enginsight.Ops.Load;

/// <summary>Counts what the clients see. All members may be called at any time from any thread.</summary>
internal sealed class LoadRecorder
{
    private const int KeptMessages = 5;

    /// <summary>A header is whatever a server makes of it; no load has so many app servers.</summary>
    private const int KeptServers = 1000;

    private readonly TimeProvider _clock;
    private readonly Lock _turn = new();
    private readonly DateTimeOffset _begun;
    private readonly long _beginning;
    private Tally _tally;
    private long _openWebSockets;
    private long _lastAnswer;

    /// <param name="clock">Default: the machine's.</param>
    public LoadRecorder(TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _begun = _clock.GetUtcNow();
        _beginning = _lastAnswer = _clock.GetTimestamp();
        _tally = new Tally(_begun);
    }

    /// <summary>The time of day, by a clock that nobody sets meanwhile.</summary>
    private DateTimeOffset Now => _begun + _clock.GetElapsedTime(_beginning);

    public void Answered(string? server, TimeSpan time)
    {
        lock (_turn)
        {
            var now = _clock.GetTimestamp();
            _tally.Gap(_clock.GetElapsedTime(_lastAnswer, now));
            _lastAnswer = now;
            _tally.Latencies.Add(time);
            var name = server ?? LoadReport.NotNamed;
            if (_tally.Servers.Count >= KeptServers && !_tally.Servers.ContainsKey(name))
                name = LoadReport.NotNamed;
            _tally.Servers[name] = _tally.Servers.GetValueOrDefault(name) + 1;
            _tally.SlotOf(Now).Answered(name, time);
        }
    }

    public void Failed(FailureKind kind, TimeSpan time, string message)
    {
        lock (_turn)
        {
            _tally.Latencies.Add(time);
            _tally.SlotOf(Now).Failed(time);
            _tally.Failures[kind] = _tally.Failures.GetValueOrDefault(kind) + 1;
            if (_tally.Messages.Count < KeptMessages)
                _tally.Messages.Add(message);
        }
    }

    /// <summary>A request was sent again, because its kept connection had been closed before any answer.</summary>
    public void Repeated()
    {
        lock (_turn)
            _tally.Repeats++;
    }

    public void WebSocketOpened()
    {
        lock (_turn)
        {
            _openWebSockets++;
            _tally.WebSocketsOpened++;
        }
    }

    /// <summary>A WebSocket that was opened is open no more, whoever ended it.</summary>
    public void WebSocketGone()
    {
        lock (_turn)
            _openWebSockets--;
    }

    /// <summary>A WebSocket ended from the other side.</summary>
    /// <param name="clean">Whether with a close frame of 1000 or 1001.</param>
    /// <param name="message">How it ended, where that was not clean.</param>
    public void WebSocketEnded(bool clean, string message)
    {
        lock (_turn)
        {
            if (clean)
                _tally.CleanCloses++;
            else
                _tally.UncleanCloses++;
            if (!clean && _tally.Messages.Count < KeptMessages)
                _tally.Messages.Add(message);
        }
    }

    /// <summary>Answers of each server since the last <see cref="Take"/>.</summary>
    public Dictionary<string, long> Servers()
    {
        lock (_turn)
            return new(_tally.Servers);
    }

    /// <summary>Requests and failures since the last <see cref="Take"/>.</summary>
    public (long Requests, long Failures) Counts()
    {
        lock (_turn)
            return (_tally.Latencies.Count, _tally.Failures.Values.Sum());
    }

    /// <summary>WebSockets that are open now.</summary>
    public long OpenWebSockets()
    {
        lock (_turn)
            return _openWebSockets;
    }

    /// <summary>
    /// What was counted since the last call; counting begins anew. A gap that is open counts for both.
    /// </summary>
    public LoadReport Take()
    {
        lock (_turn)
        {
            _tally.Gap(_clock.GetElapsedTime(_lastAnswer));
            var now = Now;
            var report = LoadReport.Of(_tally, now);
            _tally = new Tally(now);
            return report;
        }
    }
}

/// <summary>The counts of one phase, while they grow.</summary>
/// <param name="begin">When it began.</param>
internal sealed class Tally(DateTimeOffset begin)
{
    public DateTimeOffset Begin => begin;

    /// <summary>In order of time, without those in which nothing happened.</summary>
    public List<TimeSlot> Slots { get; } = [];

    public List<TimeSpan> Latencies { get; } = [];

    public Dictionary<FailureKind, long> Failures { get; } = [];

    public Dictionary<string, long> Servers { get; } = [];

    public List<string> Messages { get; } = [];

    public long Repeats { get; set; }

    public long WebSocketsOpened { get; set; }

    public long CleanCloses { get; set; }

    public long UncleanCloses { get; set; }

    public TimeSpan LongestGap { get; private set; }

    /// <param name="time">Not before that of an earlier call.</param>
    public TimeSlot SlotOf(DateTimeOffset time)
    {
        var slot = TimeSlot.BeginOf(time);
        if (Slots.Count == 0 || Slots[^1].Begin != slot)
            Slots.Add(new TimeSlot(slot));
        return Slots[^1];
    }

    public void Gap(TimeSpan time)
    {
        if (time > LongestGap)
            LongestGap = time;
    }
}
