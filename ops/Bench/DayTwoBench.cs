using Enginsight.Ops.Drill;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Bench;

/// <summary>What an operator does between two updates: drills, looks, repairs.</summary>
internal sealed class DayTwoBench(BenchLab lab, BenchTable table)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    public async Task RunAsync()
    {
        await DrillAsync("failover, containers stopped", Outage.Containers, "0 failed");
        await DrillAsync("failover, VM cut off", Outage.Network, "0 failed, nobody waits 5 s");
        await TimeAsync("cutover-check of five VMs", "under 15 s", "cutover-check");
        await TimeAsync("status", "under 5 s", "status");
        await TimeAsync("drift, nothing changed by hand", "under 5 s", "drift");
        await RepairAsync();
    }

    private async Task DrillAsync(string figure, Outage outage, string reach) =>
        table.Add(figure, "", reach, await lab.DrillAsync(outage, Away, rate: 50));

    private async Task TimeAsync(string figure, string reach, string script) =>
        table.Add(figure, "", reach, $"{(await lab.ScriptAsync(script)).Seconds:0.0} s");

    /// <summary>The repair compares again when it is done, and fails unless nothing is drifted then.</summary>
    private async Task RepairAsync()
    {
        var changes = new Dictionary<string, string>
        {
            ["lb"] = "chmod 644 /etc/nginx/ssl/privkey.pem",
            ["db"] = "systemctl stop enginsight-firewall",
            ["services"] = "docker pause enterprise_updater-m34_1",
        };
        var changed = await VmConnections.OnAllAsync(
            (await lab.VmsAsync()).Where(vm => changes.ContainsKey(vm.Name)),
            shell => shell.RunAsync(changes[shell.Login.Name]));
        if (changed.FirstOrDefault(vm => vm.Answer is not { Succeeded: true }) is { Login: { } login })
            throw new OpsException($"{login.Name} cannot be changed by hand");
        var repair = await lab.ScriptAsync("up", "--repair");
        table.Add(
            "repair of three changes by hand, compared before and after",
            "",
            "all put back",
            $"{repair.Seconds:0.0} s");
    }
}
