using System.Collections.Immutable;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drill;

/// <summary>A drill on a stack that is up: its load, its connections, and the run.</summary>
/// <param name="stack">The stack.</param>
/// <param name="outage">How app servers fail.</param>
/// <param name="away">Time for which each is away.</param>
/// <param name="rate">Requests a second.</param>
/// <param name="show">Takes a line for each second of the drill.</param>
internal sealed class FailoverDrill(DeployedStack stack, Outage outage, TimeSpan away, int rate, Action<string> show)
{
    /// <returns>What clients saw, phase by phase.</returns>
    /// <exception cref="OpsException">A VM cannot be reached, or a server did not serve when it should.</exception>
    public async Task<ImmutableArray<DrillPhase>> RunAsync(CancellationToken end)
    {
        var settings = await stack.SettingsAsync();
        var plan = await StackLoad.PlanAsync(stack, settings) with
        {
            Clients = Math.Max(2, rate / 2),
            Rate = rate,
            MaxTime = TimeSpan.FromHours(1),
        };
        var logins = await VmConnections.OfAsync(stack, settings);
        var apps = new List<VmShell>();
        try
        {
            using var balancer = await VmShell.ConnectAsync(
                logins.Single(login => login.Name == settings.LoadBalancer.Vm.Name));
            foreach (var vm in settings.AppServers)
                apps.Add(await VmShell.ConnectAsync(logins.Single(login => login.Name == vm.Name)));
            var backEnds = new BackEnds(balancer, settings);
            if ((await backEnds.AskAsync()).FirstOrDefault(state => !state.Serves) is { } missing)
                throw new OpsException($"{missing.Name} does not serve; see to that first");
            return await LoadGenerator.WhileAsync(
                plan, async load => await new DrillRun(load, backEnds, outage, away, show).RunAsync(apps, end));
        }
        catch (VmUnreachableException e)
        {
            throw new OpsException(e.Message);
        }
        finally
        {
            apps.ForEach(app => app.Dispose());
        }
    }
}
