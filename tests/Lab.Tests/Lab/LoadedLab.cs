using System.Net;
using Enginsight.Ops.Load;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>What clients see while something happens to the lab.</summary>
internal static class LoadedLab
{
    private const string AppHost = "app.enginsight.lab";
    private const string ApiHost = "api.enginsight.lab";

    /// <summary>
    /// Runs an action under the load of 32 keep-alive clients and 20 WebSockets, and goes on until 20,000 requests are
    /// answered (4,000 in the short form).
    /// </summary>
    public static async Task<LoadReport> UnderLoadAsync(
        this LabFixture lab, Func<Task> action, string? furtherCa = null)
    {
        var requests = LabFixture.IsFull ? 20_000 : 4_000;
        var load = new LoadGenerator(new LoadPlan
        {
            Door = new Door(
                new IPEndPoint(IPAddress.Parse(LabFixture.LoadBalancer), 443),
                $"{await lab.OutputAsync("caCertificate")}{furtherCa}"),
            Requests = [new("GET", ApiHost), new("GET", AppHost), new("PUT", ApiHost, "/sessions/load", "{}")],
            WebSockets = [.. Enumerable.Repeat(ApiHost, 20)],
            Rate = LabFixture.IsFull ? 400 : 150,
        });
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(stop.Token);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await action();
            while (load.Recorder.Counts().Requests < requests)
                await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }

        return load.Recorder.Take();
    }

    /// <summary>Fails unless every request was answered below 500, and every WebSocket was closed cleanly.</summary>
    public static void AssertNothingLost(LoadReport report)
    {
        Assert.True(report.Failures == 0 && report.UncleanCloses == 0, report.ToString());
        Assert.True(report.Requests >= 4_000, report.ToString());
    }
}
