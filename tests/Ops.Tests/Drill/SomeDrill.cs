using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Http;
using Enginsight.Ops.Load;
using Tests.Shared;

namespace Enginsight.Ops.Tests.Drill;

/// <summary>Drills that nobody had to wait for: each request is told to a recorder whose clock a test moves.</summary>
internal sealed class SomeDrill
{
    public static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(6);
    private readonly ManualTime _time = new();
    private readonly LoadRecorder _recorder;
    private readonly List<DrillPhase> _phases = [];
    private long _requests;

    public SomeDrill() => _recorder = new LoadRecorder(_time);

    public ImmutableArray<DrillPhase> Phases => [.. _phases];

    /// <summary>app1 and app2 are cut off in turn: a request waits for 812 ms, and so many are lost.</summary>
    public static SomeDrill OfBothAppServers(int lost = 0) => new SomeDrill()
        .Phase("all serve", 3, null)
        .Phase("app1 cut off", 10, "app1", lost)
        .Phase("app1 back", 12.35, null)
        .Phase("app2 cut off", 10, "app2")
        .Phase("app2 back", 13.02, null);

    public DrillReport Report(string? brokenOff = null, StackSettings? settings = null) => DrillReport.Of(
        "prod", settings ?? SomeStack.Settings(), Outage.Network, TimeSpan.FromSeconds(10), Load,
        _time.GetUtcNow().AddSeconds(-50), _time.GetUtcNow(), Phases, brokenOff);

    /// <param name="away">The VM that is away.</param>
    /// <param name="lost">How many of the requests are.</param>
    public SomeDrill Phase(string name, double seconds, string? away, int lost = 0)
    {
        for (var time = TimeSpan.Zero; time < TimeSpan.FromSeconds(seconds); time += Between)
        {
            _time.Advance(Between);
            Request(away, isFirst: time == TimeSpan.Zero, isLost: lost-- > 0);
        }

        _phases.Add(new DrillPhase(name, _recorder.Take()) { Away = away });
        return this;
    }

    /// <summary>A phase in which every client waits.</summary>
    public SomeDrill Silence(string name, double seconds, string? away)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _phases.Add(new DrillPhase(name, _recorder.Take()) { Away = away });
        return this;
    }

    private static LoadPlan Load => new()
    {
        Door = new Door(System.Net.IPEndPoint.Parse("127.0.0.1:9"), null),
        Requests = [],
        Clients = 25,
        Rate = 50,
    };

    private void Request(string? away, bool isFirst, bool isLost)
    {
        var server = _requests++ % 2 == 0 ? "app1" : "app2";
        if (isLost)
            _recorder.Failed(FailureKind.Reset, Usual, $"GET api.example.org/: <b>broken</b> & off");
        else
        {
            _recorder.Answered(
                server == away ? server == "app1" ? "app2" : "app1" : server,
                isFirst && away is not null ? TimeSpan.FromMilliseconds(812) : Usual);
        }
    }
}
