using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Load;

namespace Enginsight.Lab.Tests;

/// <summary>As many clients as the load balancer's VM can hold, and a word before it holds no more.</summary>
[Collection(LabCollection.Name)]
public class CapacityTests(LabFixture lab)
{
    private const string NginxConf = "/etc/nginx/nginx.conf";
    private static readonly int WebSockets = LabFixture.IsFull ? 8_000 : 400;

    /// <summary>Red with Debian's worker_connections: ours in load-balancer/capacity.sh.</summary>
    [Fact]
    public async Task WebSockets_OfManyAgents_AreHeldWhileRequestsGoOn()
    {
        var report = await WhileOpenAsync(WebSockets, _ => Task.Delay(TimeSpan.FromSeconds(5)));

        Assert.True(report is { Failures: 0, UncleanCloses: 0, CleanCloses: 0 }, report.ToString());
        Assert.True(report.Requests > 500, report.ToString());
    }

    /// <summary>Red where status counts no connections: the end of the balancer's part in ops/Status/status.sh.</summary>
    [Fact]
    public async Task Status_WorkerWithFourFifthsOfItsConnections_WarnsOfIt()
    {
        const int limit = 250;
        await SetWorkersAsync(
            $"s/^worker_processes .*/worker_processes 1;/; s/worker_connections .*/worker_connections {limit};/");
        try
        {
            await WhileOpenAsync(limit * 42 / 100, async _ =>
            {
                var status = await lab.ScriptAsync("status", LabFixture.Stack);

                Assert.True(status.ExitCode == 1, status.ToString());
                Assert.Matches($@"nginx uses 2\d\d of {limit} of its worker_connections: raise them", status.Output);
            }, clients: 1);
        }
        finally
        {
            await SetWorkersAsync("");
        }

        var after = (await lab.ScriptAsync("status", LabFixture.Stack)).Succeeded();
        Assert.DoesNotContain("worker_connections", after.Output, StringComparison.Ordinal);
    }

    /// <summary>Does something while so many WebSockets are open and 200 requests a second go on.</summary>
    private async Task<LoadReport> WhileOpenAsync(int count, Func<LoadGenerator, Task> action, int clients = 32)
    {
        var plan = new LoadPlan
        {
            Door = await lab.DoorAsync(),
            Requests = [new("GET", "api.enginsight.lab"), new("GET", "app.enginsight.lab")],
            Clients = clients,
            Rate = 200,
            WebSockets = [.. Enumerable.Repeat("api.enginsight.lab", count)],
            OpeningWebSockets = 64,
            WebSocketInterval = TimeSpan.FromMinutes(1),
        };
        return await LoadGenerator.WhileAsync(plan, async load =>
        {
            await Wait.UntilAsync(
                $"{count} WebSockets are open", () => load.Recorder.OpenWebSockets() == count, TimeSpan.FromMinutes(5));
            await action(load);
            return load.Recorder.Take();
        });
    }

    /// <summary>Changes nginx.conf by hand, or puts it back.</summary>
    /// <param name="edit">What sed does; empty puts it back.</param>
    private async Task SetWorkersAsync(string edit) => (await lab.InVmAsync("lb", edit.Length > 0
        ? $"cp -p {NginxConf} /root/ && sed -i -E '{edit}' {NginxConf} && nginx -t -q && systemctl restart nginx"
        : $"mv /root/nginx.conf {NginxConf} && systemctl restart nginx")).Succeeded();
}
