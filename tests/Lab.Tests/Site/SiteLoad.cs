using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Http;
using Enginsight.Ops.Load;

namespace Enginsight.Lab.Tests.Site;

/// <summary>What clients of the site see while something happens to it: keep-alive clients and WebSockets.</summary>
internal static class SiteLoad
{
    /// <summary>What <see cref="LoadedLab.AssertNothingLost"/> counts with.</summary>
    private const int WebSockets = 20;

    /// <summary>A thousand in the few seconds that the shortest change takes, and some rest for the machine.</summary>
    private const int RequestsPerSecond = 200;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>Runs an action under load on both names, with a quiet second before and after it.</summary>
    public static async Task<LoadReport> UnderLoadAsync(this CustomerSite site, Func<Task> action) => await RunAsync(
        await site.DoorAsync(),
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
            [new("GET", name)],
            action);
    }

    private static async Task<LoadReport> RunAsync(Door door, LoadRequest[] requests, Func<Task> action)
    {
        var plan = new LoadPlan
        {
            Door = door,
            Requests = [.. requests],
            WebSockets = [.. Enumerable.Repeat(requests[0].Host, WebSockets)],
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
