using System.Collections.Immutable;
using System.Diagnostics;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Drill;

/// <param name="Name">What happened meanwhile.</param>
/// <param name="Report">What clients saw.</param>
internal sealed record DrillPhase(string Name, LoadReport Report)
{
    /// <summary>The longest that a client may wait when a VM is cut off without a goodbye.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(5);

    /// <summary>The VM that was away; null for none.</summary>
    public string? Away { get; init; }

    /// <summary>Whether nobody had to notice.</summary>
    public bool IsGood => Report.Requests > 0 && Report.Failures == 0 && Report.LongestWait <= WaitLimit;
}

/// <summary>Takes one VM after the other away under load, and brings it back.</summary>
/// <param name="phases">Gets each phase at its end, also the one in which the drill breaks off.</param>
internal sealed class DrillRun(
    LoadGenerator load, BackEnds backEnds, Outage outage, TimeSpan away, Action<string> show, List<DrillPhase> phases)
{
    /// <summary>nginx asks a server that failed again after 10 seconds (fail_timeout).</summary>
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromSeconds(11);
    private static readonly TimeSpan BackLimit = TimeSpan.FromMinutes(10);
    private Dictionary<string, long> _shown = [];

    /// <exception cref="OpsException">A server did not serve when it should.</exception>
    public async Task RunAsync(IEnumerable<VmShell> vms, CancellationToken end)
    {
        await PhaseAsync("all serve", () => WatchAsync("all serve", TimeSpan.FromSeconds(3), end));
        foreach (var vm in vms)
            await TakeAwayAsync(vm, end);
    }

    private async Task TakeAwayAsync(VmShell vm, CancellationToken end)
    {
        var name = vm.Login.Name;
        try
        {
            await PhaseAsync($"{name} {outage.Word}", async () =>
            {
                var begin = outage.BeginAsync(vm, away);
                backEnds.Away = outage.Disconnects ? name : null;
                await WatchAsync($"{name} {outage.Word}", away, end);
                await begin;
            }, name);
        }
        finally
        {
            await outage.EndAsync(vm);
            backEnds.Away = null;
        }

        await PhaseAsync($"{name} back", async () =>
        {
            await UntilServingAsync(name, end);
            await WatchAsync($"{name} back", UntilAskedAgain, end);
        });
    }

    /// <summary>What happens between two phases counts for the second.</summary>
    private async Task PhaseAsync(string name, Func<Task> action, string? vm = null)
    {
        try
        {
            await action();
        }
        finally
        {
            phases.Add(new DrillPhase(name, load.Recorder.Take()) { Away = vm });
        }

        _shown = [];
    }

    private async Task UntilServingAsync(string name, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(BackLimit);
        // Only app servers tell whether they serve.
        while ((await StepAsync($"{name} starts", limit.Token)).Any(state => state.Name == name && !state.Serves))
        {
            if (limit.IsCancellationRequested && !end.IsCancellationRequested)
                throw new OpsException($"{name} does not serve within {BackLimit.TotalMinutes:0} minutes of its start");
        }
    }

    private async Task WatchAsync(string phase, TimeSpan time, CancellationToken end)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
            await StepAsync(phase, end);
    }

    /// <summary>A second of the drill, and a line about it.</summary>
    private async Task<ImmutableArray<BackEndState>> StepAsync(string phase, CancellationToken end)
    {
        var states = backEnds.AskAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), end);
        var servers = load.Recorder.Servers();
        var (requests, failures) = load.Recorder.Counts();
        var answers = servers.OrderBy(server => server.Key, StringComparer.Ordinal)
            .Select(server => $"{server.Key} {server.Value - _shown.GetValueOrDefault(server.Key)}");
        show($"{phase,-16} {string.Join("  ", await states)}   through the load balancer: "
            + $"{string.Join(", ", answers)}   {requests} requests, {failures} failed");
        _shown = servers;
        return await states;
    }
}
