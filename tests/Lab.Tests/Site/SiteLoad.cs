using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Load;

namespace Enginsight.Lab.Tests.Site;

/// <summary>What clients of the site see while something happens to it: keep-alive clients and WebSockets.</summary>
internal static class SiteLoad
{
    /// <summary>What <see cref="LoadedLab.AssertNothingLost"/> counts with.</summary>
    private const int WebSockets = 20;

    /// <summary>A change of a site takes a minute; this machine has other things to do as well.</summary>
    private const int RequestsPerSecond = 80;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>Runs an action under load, with a quiet second before and after it.</summary>
    /// <param name="names">Names that clients use. Default: both.</param>
    /// <param name="anyAuthority">For a change of the CA: clients look at the name alone.</param>
    public static async Task<LoadReport> UnderLoadAsync(
        this CustomerSite site, Func<Task> action, string[]? names = null, bool anyAuthority = false)
    {
        names ??= [CustomerSite.ApiDomain, CustomerSite.AppDomain];
        var plan = new LoadPlan
        {
            Door = await site.DoorAsync(anyAuthority),
            Requests = [.. names.Select(name => new LoadRequest("GET", name)), .. SessionsOf(names)],
            WebSockets = [.. Enumerable.Repeat(names[0], WebSockets)],
            Rate = RequestsPerSecond,
            MaxTime = TimeSpan.FromMinutes(10),
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

    /// <summary>A session is written to redis, so that it shows whether app servers are let through to it.</summary>
    private static IEnumerable<LoadRequest> SessionsOf(string[] names) =>
        names.Where(name => name == CustomerSite.ApiDomain)
            .Select(name => new LoadRequest("PUT", name, "/sessions/load", "{}"));
}
