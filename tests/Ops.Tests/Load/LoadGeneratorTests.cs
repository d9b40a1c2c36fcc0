using Enginsight.Ops.Http;
using Enginsight.Ops.Load;

namespace Enginsight.Ops.Tests.Load;

/// <summary>Whatever becomes of a request, it is counted as what it is.</summary>
public class LoadGeneratorTests
{
    private const string Ok = ScriptedServer.Ok;

    private static readonly TimeSpan EnoughForABusyMachine = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Requests_AnsweredOnOneConnection_AreCountedByServer()
    {
        await using var server = new ScriptedServer([Ok, Ok, Ok]);

        var report = await RunAsync(server, 3);

        Assert.Equal((3, 0, 0), (report.Requests, report.Failures, report.Repeats));
        Assert.Equal(3, report.Servers["app1"]);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Answer_InChunks_IsReadToItsEnd()
    {
        const string chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        await using var server = new ScriptedServer([chunks, Ok]);

        Assert.Equal(0, (await RunAsync(server, 2)).Failures);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", FailureKind.Status)]
    [InlineData("close", FailureKind.Reset)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", FailureKind.Cut)]
    [InlineData("HTTP/1.1 200", FailureKind.Cut)]
    public async Task Request_Lost_IsCountedByKind(string answer, object kind)
    {
        await using var server = new ScriptedServer([answer]);

        var report = await RunAsync(server, 1);

        Assert.Equal((1, 1), (report.Requests, report.FailuresByKind[(FailureKind)kind]));
        Assert.Equal(0, report.Repeats);
    }

    [Fact]
    public async Task Request_WithoutAnAnswer_TimesOut()
    {
        await using var server = new ScriptedServer(["hang"]);

        var report = await RunAsync(server, 1, limit: TimeSpan.FromSeconds(0.5));

        Assert.Equal((1, 1), (report.Requests, report.FailuresByKind[FailureKind.TimedOut]));
    }

    [Fact]
    public async Task Request_Refused_IsCounted()
    {
        var server = new ScriptedServer([Ok]);
        await server.DisposeAsync();

        Assert.Equal(1, (await RunAsync(server, 1)).FailuresByKind[FailureKind.Refused]);
    }

    [Fact]
    public async Task KeptConnection_ClosedBeforeTheAnswer_RepeatsARequestThatMayBe()
    {
        await using var server = new ScriptedServer([Ok, "close"]);

        var report = await RunAsync(server, 2);

        Assert.Equal((2, 0, 1), (report.Requests, report.Failures, report.Repeats));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task KeptConnection_ClosedBeforeTheAnswer_LosesARequestThatMustNotBeRepeated()
    {
        await using var server = new ScriptedServer([Ok, "close"]);

        var report = await RunAsync(server, 2, "POST");

        Assert.Equal((1, 0), (report.FailuresByKind[FailureKind.Reset], report.Repeats));
    }

    [Fact]
    public async Task KeptConnection_ClosedWithinTheAnswer_IsALostRequest()
    {
        await using var server = new ScriptedServer([Ok, "HTTP/1.1 200 OK\r\n"]);

        var report = await RunAsync(server, 2);

        Assert.Equal((1, 0), (report.FailuresByKind[FailureKind.Cut], report.Repeats));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, true)]
    [InlineData(1011, false)]
    [InlineData(0, false)]
    public async Task WebSocket_Ended_IsCleanWithAFarewellOnly(int code, bool clean)
    {
        await using var server = new ScriptedServer([$"websocket {code}"], ["hang"]);
        var recorder = new LoadRecorder();
        using var end = new CancellationTokenSource();
        using var opening = new SemaphoreSlim(1);
        var socket = new LoadWebSocket(Plan(server), recorder, "localhost", opening).RunAsync(end.Token);

        await Wait.UntilAsync("the client connects again", () => server.Connections == 2);
        await end.CancelAsync();
        await socket;

        var report = recorder.Take();
        Assert.Equal(clean ? (1, 0) : (0, 1), (report.CleanCloses, report.UncleanCloses));
        Assert.Equal(1, report.WebSocketsOpened);
    }

    [Fact]
    public void Report_Percentiles_AreThoseOfTheSortedWaits()
    {
        var recorder = new LoadRecorder();
        foreach (var milliseconds in Enumerable.Range(1, 100).Reverse())
            recorder.Answered("app1", TimeSpan.FromMilliseconds(milliseconds));

        var report = recorder.Take();

        Assert.Equal(
            [50, 99, 100],
            new[] { report.Median, report.Percentile99, report.LongestWait }
                .Select(time => (int)time.TotalMilliseconds));
        Assert.Equal(0, recorder.Take().Requests);
    }

    [Fact]
    public void Report_Gap_IsOpenUntilTheNextAnswer()
    {
        var clock = new ManualTime();
        var recorder = new LoadRecorder(clock);
        clock.Advance(TimeSpan.FromSeconds(2));
        recorder.Failed(FailureKind.Refused, TimeSpan.Zero, "");
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(3), recorder.Take().LongestGap);

        recorder.Answered("app1", TimeSpan.Zero);
        clock.Advance(TimeSpan.FromSeconds(1));
        recorder.Answered("app1", TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(3), recorder.Take().LongestGap);

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), recorder.Take().LongestGap);
    }

    [Fact]
    public void Take_RequestsOfSomeSeconds_AreKeptInTenthsOfASecond()
    {
        var clock = new ManualTime();
        var recorder = new LoadRecorder(clock);
        for (var i = 0; i < 4000; i++)
        {
            if (i == 1234)
                recorder.Failed(FailureKind.Cut, TimeSpan.FromSeconds(2), "cut");
            else
                recorder.Answered(i % 4 == 0 ? "app1" : null, TimeSpan.FromMilliseconds(5));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var report = recorder.Take();

        Assert.Equal(40, report.Slots.Length);
        Assert.Equal(report.Begin + TimeSpan.FromMilliseconds(1200), report.Slots[12].Begin);
        Assert.Equal((1, TimeSpan.FromSeconds(2)), (report.Slots[12].Failures, report.Slots[12].LongestWait));
        Assert.Equal((25, 74), (report.Slots[12].Answers["app1"], report.Slots[12].Answers["?"]));
        Assert.Equal(report.Requests, report.Slots.Sum(slot => slot.Failures + slot.Answers.Values.Sum()));
    }

    /// <summary>No request is counted twice or left out where one report ends and the next one begins.</summary>
    [Fact]
    public void Take_WithinATenthOfASecond_SharesItBetweenTheReports()
    {
        var clock = new ManualTime();
        var recorder = new LoadRecorder(clock);
        clock.Advance(TimeSpan.FromMilliseconds(40));
        recorder.Answered("app1", TimeSpan.Zero);
        var first = recorder.Take();
        clock.Advance(TimeSpan.FromMilliseconds(40));
        recorder.Answered("app1", TimeSpan.Zero);
        recorder.Answered("app1", TimeSpan.Zero);
        var second = recorder.Take();

        Assert.Equal(first.End, second.Begin);
        Assert.Equal(first.Slots.Single().Begin, second.Slots.Single().Begin);
        Assert.Equal((1, 2), (first.Slots.Single().Answers["app1"], second.Slots.Single().Answers["app1"]));
    }

    /// <summary>A header that is another one each time must not fill the memory.</summary>
    [Fact]
    public void Answered_ByMoreServersThanThereAre_KeepsSoManyNames()
    {
        var recorder = new LoadRecorder(new ManualTime());
        for (var i = 0; i < 5000; i++)
            recorder.Answered($"x{i}", TimeSpan.Zero);

        var report = recorder.Take();

        Assert.InRange(report.Servers.Count, 1, 1001);
        Assert.Equal(5000, report.Servers.Values.Sum());
    }

    private static async Task<LoadReport> RunAsync(
        ScriptedServer server, int requests, string method = "GET", TimeSpan? limit = null)
    {
        var load = new LoadGenerator(Plan(server) with
        {
            Requests = [new LoadRequest(method, "localhost")],
            MaxRequests = requests,
            RequestLimit = limit ?? EnoughForABusyMachine,
        });
        await load.RunAsync(CancellationToken.None);
        return load.Recorder.Take();
    }

    private static LoadPlan Plan(ScriptedServer server) => new()
    {
        Door = new Door(server.Address, null, Tls: false),
        Requests = [new LoadRequest("GET", "localhost")],
        Clients = 1,
        RequestLimit = EnoughForABusyMachine,
    };
}
