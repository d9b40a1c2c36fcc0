using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drill;

/// <summary>A drill on a stack that is up: its load, its connections, and the run.</summary>
/// <param name="stack">The stack.</param>
/// <param name="outage">How VMs fail.</param>
/// <param name="away">Time for which each is away.</param>
/// <param name="rate">Requests a second.</param>
/// <param name="show">Takes a line for each second of the drill.</param>
/// <param name="vms">Names of the VMs that fail; null for each app server.</param>
internal sealed class FailoverDrill(
    DeployedStack stack, Outage outage, TimeSpan away, int rate, Action<string> show,
    IReadOnlyCollection<string>? vms = null)
{
    /// <summary>
    /// What a VM that has lost its power had taken is answered by nobody, and nobody says so: clients have a patience.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly List<DrillPhase> _phases = [];
    private (StackSettings Settings, LoadPlan Load, DateTimeOffset Time)? _begun;

    /// <param name="brokenOff">Why it did not come to its end; null where it did.</param>
    /// <returns>What there is to say about it; null where it has not begun.</returns>
    public DrillReport? Report(string? brokenOff) => _begun is { } begun
        ? DrillReport.Of(
            stack.Name, begun.Settings, outage, away, begun.Load, begun.Time, TimeProvider.System.GetLocalNow(),
            [.. _phases], brokenOff)
        : null;

    /// <returns>What clients saw, phase by phase.</returns>
    /// <exception cref="OpsException">A VM cannot be reached, or a server did not serve when it should.</exception>
    public async Task<ImmutableArray<DrillPhase>> RunAsync(CancellationToken end)
    {
        var settings = await stack.SettingsAsync();
        var names = vms ?? [.. settings.AppServers.Select(vm => vm.Name)];
        if (names.FirstOrDefault(name => settings.AllVms.All(vm => vm.Name != name)) is { } unknown)
        {
            throw new OpsException($"{stack.Name} has no VM {unknown}; it has "
                + string.Join(", ", settings.AllVms.Select(vm => vm.Name)));
        }

        if (outage == Outage.Containers && names.FirstOrDefault(name => settings.Of(name) is not Role.App) is { } other)
            throw new OpsException($"{other} is no app server, so it is cut off: --kind power");
        using var bastion = Bastion.Of(settings);
        var plan = await StackLoad.PlanAsync(stack, settings, bastion) with
        {
            Clients = Math.Max(2, rate / 2),
            Rate = rate,
            RepeatsAfter = outage == Outage.Power ? Patience : null,
            MaxTime = TimeSpan.FromHours(1),
        };
        if (plan.Detour is not null)
            show($"{plan.Detour}; times count with that way");
        _begun = (settings, plan, TimeProvider.System.GetLocalNow());
        var logins = await VmConnections.OfAsync(stack, settings);
        var balancers = new List<VmShell>();
        var failing = new List<VmShell>();
        try
        {
            foreach (var vm in settings.LoadBalancers)
                balancers.Add(await VmShell.ConnectAsync(logins.Single(login => login.Name == vm.Name)));
            foreach (var name in names)
                failing.Add(await VmShell.ConnectAsync(logins.Single(login => login.Name == name)));
            foreach (var vm in failing)
                await outage.RequireAsync(vm);
            var backEnds = new BackEnds(balancers, settings);
            if ((await backEnds.AskAsync()).FirstOrDefault(state => !state.Serves) is { } missing)
                throw new OpsException($"{missing.Name} does not serve; see to that first");
            return await LoadGenerator.WhileAsync(plan, async load =>
            {
                await new DrillRun(load, backEnds, outage, away, show, _phases).RunAsync(failing, end);
                return _phases.ToImmutableArray();
            });
        }
        catch (VmUnreachableException e)
        {
            throw new OpsException(e.Message);
        }
        finally
        {
            failing.Concat(balancers).ToList().ForEach(vm => vm.Dispose());
        }
    }
}
