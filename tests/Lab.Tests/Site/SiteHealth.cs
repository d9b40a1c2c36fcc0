using Enginsight.Infra.Settings;
using Enginsight.Ops.Http;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// What holds for a site that is well: every app server answers by itself and through the load balancer, the nine
/// services run on one VM and on no other, a second up would change nothing, and nothing has drifted.
/// </summary>
internal static class SiteHealth
{
    /// <summary>Requests for each name, so that round robin meets every server.</summary>
    private const int Requests = 12;

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <returns>Every way in which the site is not as the layout has it, in words; none if it is well.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(CustomerSite site, SiteLayout layout)
    {
        var problems = new List<string>();
        var servers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var vm in layout.AppServers)
        {
            servers.Add(await AnswerAsync(Client, $"http://{vm.Address}:8080/health"));
            servers.Add(await AnswerAsync(Client, $"http://{vm.Address}:80/"));
        }

        if (servers.Count != layout.AppServers.Length || servers.Any(server => server.Contains(' ')))
            problems.Add($"app servers by themselves: {string.Join(", ", servers)}");
        using var door = new FrontDoor(await site.DoorAsync());
        foreach (var name in new[] { site.AppDomain, site.ApiDomain })
        {
            var through = await ThroughLoadBalancerAsync(door, $"https://{name}/");
            if (!through.SetEquals(servers))
                problems.Add($"{name} through the load balancer: {string.Join(", ", through)}");
        }

        problems.AddRange(await ContainerProblemsAsync(site, layout));
        var preview = await site.Folder.PulumiAsync("preview", "--expect-no-changes");
        if (preview.ExitCode != 0)
            problems.Add($"a second up would change something: {preview}");
        var drift = await site.Folder.ScriptAsync("drift", SiteFolder.Stack);
        if (drift.ExitCode != 0)
            problems.Add($"drift: {drift}");
        return problems;
    }

    private static async Task<IEnumerable<string>> ContainerProblemsAsync(CustomerSite site, SiteLayout layout)
    {
        var problems = new List<string>();
        var expected = ImageVersions.Services.Append("mongodb-cves").Order(StringComparer.Ordinal);
        var services = await ContainersAsync(site, layout.Services.Number);
        if (services != string.Join(' ', expected.Select(service => $"{service}=running")))
            problems.Add($"containers on the services VM: {services}");
        foreach (var number in layout.WithoutContainers)
        {
            // A VM that has left by a change of its address may be off; what still runs there must not do work twice.
            if (await ContainersAsync(site, number) is { Length: > 0 } running &&
                await ReachesAsync(site, number, layout))
            {
                problems.Add($"VM {number} has no role, reaches the database, and runs: {running}");
            }
        }

        return problems;
    }

    private static async Task<bool> ReachesAsync(CustomerSite site, int number, SiteLayout layout) =>
        (await site.InVmAsync(
            number, $"timeout 2 bash -c 'exec 3<>/dev/tcp/{layout.Database.Address}/27017' 2>/dev/null")).ExitCode == 0;

    private static async Task<string> ContainersAsync(CustomerSite site, int number) => (await site.InVmAsync(
        number,
        """
        command -v docker >/dev/null || exit 0
        docker ps --format '{{.Label "com.docker.compose.service"}}={{.State}}' | LC_ALL=C sort | paste -sd ' '
        """)).Succeeded().Trimmed;

    /// <returns>Name of the server that answers well, or what it answers.</returns>
    private static async Task<string> AnswerAsync(HttpClient client, string url)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(url));
            return response.IsSuccessStatusCode
                ? response.Headers.GetValues("X-Served-By").Single()
                : $"{url} answers {(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return $"{url} does not answer ({e.Message})";
        }
    }

    private static async Task<SortedSet<string>> ThroughLoadBalancerAsync(FrontDoor door, string url)
    {
        var servers = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Requests; i++)
        {
            try
            {
                using var response = await door.GetAsync(url);
                servers.Add(response.Headers.TryGetValues("X-Served-By", out var names)
                    ? names.Single()
                    : $"status {(int)response.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                servers.Add($"no answer ({e.Message})");
            }
        }

        return servers;
    }
}
