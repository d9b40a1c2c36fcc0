using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Bench;

/// <summary>
/// What clients see when one of several load balancers or database VMs fails or is changed. MongoDB is a stand-in with
/// MongoDB's own times.
/// </summary>
internal sealed class HighlyAvailableBench(BenchLab lab, BenchTable table)
{
    private const int RequestsPerSecond = 100;
    private const int ElectionSeconds = 60;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the others take to miss a primary and to elect another one.</summary>
    private static readonly TimeSpan PrimaryAway = TimeSpan.FromSeconds(30);

    public async Task RunAsync()
    {
        var up = await lab.ScriptAsync("up", "--skip-preview");
        table.Add(
            "up of the highly available lab from nothing", "", "", $"{up.Seconds:0} s, checks included");
        var settings = await lab.Stack.SettingsAsync();
        await BalancersAsync(settings.ApiDomain);
        await DrillAsync("power of an app server cut", settings.AppServers[0].Name, Away, "0 failed");
        await DrillAsync("power of the services VM cut", settings.Services.Name, Away, "0 failed");
        await DrillAsync(
            "power of MongoDB's primary cut, redis elsewhere", await PrimaryWithoutRedisAsync(), PrimaryAway,
            "0 failed");
        await RedisAsync(settings.ApiDomain);
    }

    private async Task BalancersAsync(string apiDomain)
    {
        await DrillAsync(
            "power of the asked load balancer cut", await HolderAsync(Role.Balancer), Away, "0 failed, 3 s at most");

        var holder = await HolderAsync(Role.Balancer);
        var stopped = await UnderLoadAsync(new LoadRequest("GET", apiDomain), async () =>
        {
            await OnAsync(holder, "systemctl stop nginx");
            await Task.Delay(Away);
            await OnAsync(holder, "systemctl start nginx");
        });
        Add("nginx stopped on the asked load balancer, and started", "0 failed, 1 s at most", stopped);

        await lab.Stack.SetAsync("loadBalancer.clientMaxBodySize", "100m");
        var changed = await UnderLoadAsync(
            new LoadRequest("GET", apiDomain), () => lab.ScriptAsync("up", "--skip-preview"));
        Add("an nginx setting changed on both load balancers", "0 failed", changed);
    }

    /// <summary>Sessions that cannot be written are answered 503: what counts is for how long.</summary>
    private async Task RedisAsync(string apiDomain)
    {
        var holder = await HolderAsync(Role.Database);
        var report = await UnderLoadAsync(
            new LoadRequest("PUT", apiDomain, "/sessions/bench", "{}"),
            async () =>
            {
                await OnAsync(holder, "systemctl stop redis-server");
                await Task.Delay(Away);
                await OnAsync(holder, "systemctl start redis-server");
            });
        table.Add(
            "redis stopped where its address is", "", "no session for 6 s at most",
            $"no session written for {LoadReport.Milliseconds(report.LongestGap)}");
    }

    private async Task DrillAsync(string figure, string vm, TimeSpan away, string reach) => table.Add(
        $"{figure} for {away.TotalSeconds:0} s, and back", "", reach,
        await lab.DrillAsync(Outage.Power, away, RequestsPerSecond, vm));

    private void Add(string figure, string reach, LoadReport report) => table.Add(
        figure, "", reach,
        $"{report.Failures} of {report.Requests:N0} requests failed, "
        + $"longest wait {LoadReport.Milliseconds(report.LongestWait)}");

    private async Task<LoadReport> UnderLoadAsync(LoadRequest request, Func<Task> action)
    {
        var plan = await StackLoad.PlanAsync(lab.Stack, await lab.Stack.SettingsAsync(), bastion: null) with
        {
            Requests = [request],
            Rate = RequestsPerSecond,
        };
        return await LoadGenerator.WhileAsync(plan, async load =>
        {
            await action();
            return load.Recorder.Take();
        });
    }

    /// <summary>Name of the VM that has the address that moves between those of a role.</summary>
    private async Task<string> HolderAsync(Role role)
    {
        var settings = await lab.Stack.SettingsAsync();
        var said = await VmConnections.OnAllAsync(
            (await lab.VmsAsync()).Where(vm => settings.Of(vm.Name) == role),
            shell => shell.RunAsync(AddressHolders.Script(settings, role)));
        var holders = AddressHolders.Of(
            "the address", said.Select(vm => (vm.Login.Name, AddressHolders.SaidIn(vm.Answer?.Output ?? ""))));
        return holders is { Holders: [var holder] } ? holder : throw new OpsException(holders.Words);
    }

    /// <summary>What the move of redis costs, whose apps answer 503 meanwhile, is a figure of its own.</summary>
    private async Task<string> PrimaryWithoutRedisAsync()
    {
        var redis = await HolderAsync(Role.Database);
        if (await PrimaryAsync() == redis)
            await OnAsync(redis, Mongosh("rs.stepDown(60)"));
        for (var i = 0; i < ElectionSeconds; i++)
        {
            if (await PrimaryAsync() is { } primary && primary != redis)
                return primary;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        throw new OpsException($"no other member than {redis} has become the primary within {ElectionSeconds} s");
    }

    /// <summary>Name of MongoDB's primary; null for none.</summary>
    private async Task<string?> PrimaryAsync()
    {
        var members = (await lab.Stack.SettingsAsync()).Database.Members;
        var said = await OnAsync(members[0].Name, Mongosh("print(db.hello().primary)"));
        return members.FirstOrDefault(vm => said.StartsWith($"{vm.Address}:", StringComparison.Ordinal))?.Name;
    }

    private static string Mongosh(string script) => $"mongosh --quiet --norc --eval '{script}' 127.0.0.1";

    /// <summary>Types something on a VM.</summary>
    private async Task<string> OnAsync(string vm, string script)
    {
        using var shell = await VmShell.ConnectAsync((await lab.VmsAsync()).Single(login => login.Name == vm));
        var result = await shell.RunAsync(script);
        return result.Succeeded
            ? result.Output.Trim()
            : throw new OpsException($"{vm}: {script}: {result.Error.Trim()}");
    }
}
