using System.Globalization;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Bench;

/// <summary>Thousands of agents: WebSockets that stay open while requests go on, and what they take there.</summary>
internal sealed class WebSocketBench(BenchLab lab, BenchTable table)
{
    private const int WebSockets = 8_000;
    private const int RequestsPerSecond = 200;
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromMinutes(5);

    public async Task RunAsync()
    {
        var settings = await lab.Stack.SettingsAsync();
        var vm = (await lab.VmsAsync()).Single(vm => vm.Name == settings.LoadBalancer.Vm.Name);
        using var balancer = await VmShell.ConnectAsync(vm);
        var before = await MegabytesAsync(balancer);
        var plan = await StackLoad.PlanAsync(lab.Stack, settings, bastion: null) with
        {
            Rate = RequestsPerSecond,
            WebSockets = StackLoad.WebSockets(settings, WebSockets),
            OpeningWebSockets = 64,
            WebSocketInterval = TimeSpan.FromMinutes(1),
        };
        var (open, after, report) = await LoadGenerator.WhileAsync(plan, async load =>
        {
            var deadline = Task.Delay(OpeningLimit);
            while (load.Recorder.OpenWebSockets() < WebSockets && !deadline.IsCompleted)
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            await Task.Delay(Held);
            return (load.Recorder.OpenWebSockets(), await MegabytesAsync(balancer), load.Recorder.Take());
        });
        table.Add(
            $"WebSockets held while {RequestsPerSecond} requests a second go on",
            "",
            $"{WebSockets:N0}, none refused",
            $"{open:N0}, {report.UncleanCloses} refused or cut, "
            + $"{report.Failures} of {report.Requests:N0} requests failed; "
            + $"{(after - before) * 1000 / WebSockets:0} MB of nginx's memory for each 1,000");
    }

    /// <summary>Memory of all of nginx's processes, what they share counted once.</summary>
    private static async Task<double> MegabytesAsync(VmShell balancer)
    {
        var result = await balancer.RunAsync("""
            for pid in $(pgrep -x nginx); do cat "/proc/$pid/smaps_rollup"; done 2>/dev/null |
              awk '$1 == "Pss:" { n += $2 } END { print n / 1024 }'
            """);
        return double.Parse(result.Output.Trim(), CultureInfo.InvariantCulture);
    }
}
