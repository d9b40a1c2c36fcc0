using Enginsight.Ops.Load;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>What clients see while something happens to the lab: 32 keep-alive clients and 20 WebSockets.</summary>
internal static class LoadedLab
{
    private const string AppHost = "app.enginsight.lab";
    private const string ApiHost = "api.enginsight.lab";
    private const int WebSockets = 20;
    private const int FewestRequests = 1_000;

    /// <summary>Requests in the long form of a test, all of them sent while something happens.</summary>
    private const int FullRequests = 20_000;

    private static readonly int LossyRequests = LabFixture.IsFull ? 1_000_000 : 20_000;
    private static readonly int LossyChanges = LabFixture.IsFull ? 30 : 2;

    /// <summary>In the short form others work on the machine meanwhile.</summary>
    private static readonly int RequestsPerSecond = LabFixture.IsFull ? 400 : 200;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>Runs an action under load, with a quiet second before and after it.</summary>
    /// <param name="furtherCa">PEM certificates to trust besides the stack's CA.</param>
    public static async Task<LoadReport> UnderLoadAsync(
        this LabFixture lab, Func<Task> action, string? furtherCa = null) =>
        await RunAsync(lab, async _ => await action(), furtherCa);

    /// <summary>
    /// Runs an action under load, once in the short form, and again and again until 20,000 requests were sent in the
    /// long one.
    /// </summary>
    /// <param name="action">
    /// Gets the number of its round, from 0; two rounds in turn have to bring a change each.
    /// </param>
    /// <param name="furtherCa">PEM certificates to trust besides the stack's CA.</param>
    public static async Task<LoadReport> UnderLongLoadAsync(
        this LabFixture lab, Func<int, Task> action, string? furtherCa = null) => await RunAsync(
        lab,
        async load =>
        {
            var round = 0;
            do
                await action(round++);
            while (LabFixture.IsFull && load.Recorder.Counts().Requests < FullRequests);
        },
        furtherCa);

    /// <summary>
    /// Makes changes in turn under the load that hurts: clients over a link of 20 ms each way that repeat nothing, half
    /// of them with POST. A kept connection that is closed while a request is on its way loses it. Goes on until 20,000
    /// requests were sent, in the long form 1,000,000 over thirty changes or more.
    /// </summary>
    public static async Task<LoadReport> UnderLossyLoadAsync(this LabFixture lab, params Func<Task>[] changes)
    {
        var door = await lab.DoorAsync();
        await using var link = new LongLink(door.Address, LongLink.EachWay);
        var plan = new LoadPlan
        {
            Door = door,
            Requests = [new("GET", ApiHost), new("GET", AppHost)],
            Clients = LabFixture.IsFull ? 96 : 32,
            MaxTime = TimeSpan.FromHours(2),
        }.From(link);
        return await RunAsync(plan, async load =>
        {
            for (var i = 0; Goes(i, load.Recorder.Counts()); i++)
                await changes[i % changes.Length]();
        });
    }

    /// <summary>What has been lost is not found again by going on.</summary>
    private static bool Goes(int changes, (long Requests, long Failures) counts) =>
        counts.Failures == 0 && (changes < LossyChanges || counts.Requests < LossyRequests);

    /// <summary>Fails if a request or a WebSocket was lost, or too few were sent to say so.</summary>
    public static void AssertNothingLostOverTheLink(LoadReport report)
    {
        Assert.True(report is { Failures: 0, Repeats: 0, UncleanCloses: 0 }, report.ToString());
        Assert.True(report.Requests >= LossyRequests, report.ToString());
    }

    /// <summary>
    /// Fails unless every request was answered below 500, every WebSocket was closed cleanly at most once, and each
    /// that was closed is back.
    /// </summary>
    public static void AssertNothingLost(LoadReport report)
    {
        Assert.True(report.Failures == 0 && report.UncleanCloses == 0, report.ToString());
        Assert.True(report.Requests >= FewestRequests, report.ToString());
        Assert.True(report.WebSocketsOpened == WebSockets + report.CleanCloses, report.ToString());
    }

    private static async Task<LoadReport> RunAsync(LabFixture lab, Func<LoadGenerator, Task> action, string? furtherCa)
    {
        var plan = new LoadPlan
        {
            Door = await lab.DoorAsync(furtherCa),
            Requests = [new("GET", ApiHost), new("GET", AppHost), new("PUT", ApiHost, "/sessions/load", "{}")],
            WebSockets = [.. Enumerable.Repeat(ApiHost, WebSockets)],
            Rate = RequestsPerSecond,
            MaxTime = TimeSpan.FromMinutes(20),
        };
        return await RunAsync(plan, action);
    }

    private static async Task<LoadReport> RunAsync(LoadPlan plan, Func<LoadGenerator, Task> action)
    {
        var recorder = await LoadGenerator.WhileAsync(plan, async load =>
        {
            await Task.Delay(Quiet);
            await action(load);
            await Task.Delay(Quiet);
            return load.Recorder;
        });
        return recorder.Take();
    }
}
