using Enginsight.Ops.Http;
using Enginsight.Ops.Load;

namespace Enginsight.Lab.Tests.Site;

/// <summary>What clients of the site see while something happens to it: keep-alive clients and WebSockets.</summary>
internal static class SiteLoad
{
    private const int WebSockets = 20;
    private const int FewestRequests = 1_000;

    /// <summary>A thousand in the few seconds that the shortest change takes, and some rest for the machine.</summary>
    private const int RequestsPerSecond = 200;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>Runs an action under load on both names, with a quiet second before and after it.</summary>
    public static async Task<LoadReport> UnderLoadAsync(this CustomerSite site, Func<Task> action) => await RunAsync(
        await site.DoorAsync(),
        WebSockets,
        [
            new("GET", site.ApiDomain),
            new("GET", site.AppDomain),
            new("PUT", site.ApiDomain, "/sessions/load", "{}"), // as long as the app servers are let through to redis
        ],
        action);

    /// <summary>The same for clients that use one name alone.</summary>
    /// <param name="anyAuthority">For a change of the CA: clients look at the certificate's names alone.</param>
    public static async Task<LoadReport> UnderLoadAsync(
        this CustomerSite site, string name, Func<Task> action, bool anyAuthority = false)
    {
        var door = await site.DoorAsync();
        return await RunAsync(
            anyAuthority ? door with { CaCertificates = null, AnyAuthority = true } : door,
            name == site.ApiDomain ? WebSockets : 0, // the user interface takes none
            [new("GET", name)],
            action);
    }

    /// <summary>
    /// Fails unless every request was answered below 500, and every WebSocket that was closed was closed cleanly and is
    /// back.
    /// </summary>
    public static void AssertNothingLost(LoadReport report)
    {
        Assert.True(report.Failures + report.UncleanCloses == 0, report.ToString());
        Assert.True(report.Requests >= FewestRequests, report.ToString());
        Assert.True(report.WebSocketsOpened - report.CleanCloses is 0 or WebSockets, report.ToString());
    }

    private static async Task<LoadReport> RunAsync(
        Door door, int webSockets, LoadRequest[] requests, Func<Task> action)
    {
        var plan = new LoadPlan
        {
            Door = door,
            Requests = [.. requests],
            WebSockets = [.. Enumerable.Repeat(requests[0].Host, webSockets)],
            Rate = RequestsPerSecond,
        };
        var recorder = await LoadGenerator.WhileAsync(plan, async load =>
        {
            await Task.Delay(Quiet);
            await action();
            await Task.Delay(Quiet);
            return load.Recorder;
        });
        return recorder.Take();
    }
}
