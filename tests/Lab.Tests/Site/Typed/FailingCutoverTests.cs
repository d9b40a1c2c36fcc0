using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site.Typed;

/// <summary>A cutover of which every step fails once, while users work on the single server.</summary>
[Collection(SiteCollection.Name)]
public sealed class FailingCutoverTests(CustomerSite site) : IAsyncLifetime
{
    private const int OldServer = 11;
    private const string Turn = "app1-containers";
    private const int MostRuns = 60;
    private static readonly SiteLayout Layout = new() { AppServers = [new(OldServer, "app1"), new(12, "app2")] };
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public Task InitializeAsync() => site.MakeAsync(PulumiCli.Root);

    /// <summary>The tests after this one get bare VMs.</summary>
    public Task DisposeAsync() => site.MakeAsync(PulumiCli.Root);

    [FullFact]
    public async Task Up_FailsAfterEachStep_TheOldServerServesOnUntilItsTurn()
    {
        await StandUpOldServerAsync();
        site.Write(Layout);
        (await site.Folder.ScriptAsync("adopt", SiteFolder.Stack, "app1", "--yes")).Succeeded();
        foreach (var number in SiteVm.Numbers)
        {
            await site.InVmAsync(
                number,
                "install -m 755 /dev/stdin /usr/local/bin/timeout",
                await File.ReadAllTextAsync(PathOf("Site", "Typed", "fail-once.sh")));
        }

        var (runs, lost, lostInTurn) = (0, 0, 0);
        CommandResult up;
        do
        {
            using var stop = new CancellationTokenSource();
            var users = CountLostAsync(stop.Token);
            up = await site.Folder.UpAsync();
            await stop.CancelAsync();
            var isTurn = lostInTurn == 0 && (await FailedAsync(OldServer)).Contains(Turn);
            (lost, lostInTurn) = isTurn ? (lost, lostInTurn + await users) : (lost + await users, lostInTurn);
            runs++;
            Assert.True(up.ExitCode == 0 || up.Text.Contains("because a test wants", StringComparison.Ordinal), $"{up}");
        }
        while (up.ExitCode != 0 && runs < MostRuns);

        up.Succeeded();
        var failed = new List<string>();
        foreach (var number in SiteVm.Numbers)
            failed.AddRange(await FailedAsync(number));
        Assert.True(failed.Count > 30, string.Join(' ', failed)); // or the failures were never asked for
        Assert.Equal(0, lost);
        Assert.Empty(await SiteHealth.ProblemsAsync(site, Layout));
    }

    private static string PathOf(params string[] path) =>
        Path.Combine([PulumiCli.Root, "tests", "Lab.Tests", .. path]);

    private async Task StandUpOldServerAsync()
    {
        var registry = $"{CustomerSite.Subnet}40:5000";
        (await site.InVmAsync(
            OldServer,
            $"""
            set -e
            apt-get update -qq >/dev/null
            DEBIAN_FRONTEND=noninteractive apt-get install -qq -y curl docker.io docker-compose >/dev/null 2>&1
            docker login --username lab --password-stdin {registry} >/dev/null 2>&1
            """,
            await site.RegistryPasswordAsync())).Succeeded();
        (await site.InVmAsync(
            OldServer,
            $"""
            registry={registry}
            database={CustomerSite.Subnet}30
            secret=the_old_servers_secret-0123456789
            {await File.ReadAllTextAsync(PathOf("Lab", "single-server.sh"))}
            """,
            SingleServerCompose.Text())).Succeeded();
    }

    /// <summary>Steps on a VM that have failed.</summary>
    private async Task<IReadOnlyCollection<string>> FailedAsync(int number) =>
        (await site.InVmAsync(number, "ls /var/tmp/failed 2>/dev/null || true")).Succeeded().Trimmed
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Users of the old server, who ask it again and again.</summary>
    /// <returns>How many requests it did not answer.</returns>
    private static async Task<int> CountLostAsync(CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var lost = 0;
        while (!stop.IsCancellationRequested)
        {
            foreach (var port in new[] { "8080/health", "80/" })
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri($"http://{CustomerSite.Subnet}{OldServer}:{port}"));
                    if (!answer.IsSuccessStatusCode)
                        lost++;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    lost++;
                }
            }

            await Task.Delay(Pause, CancellationToken.None);
        }

        return lost;
    }
}
