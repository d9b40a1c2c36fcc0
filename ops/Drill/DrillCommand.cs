using System.CommandLine;
using System.Globalization;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.Verify;
using Spectre.Console;

namespace Enginsight.Ops.Drill;

/// <summary>failover-drill: each app server fails once, under load, and nobody notices.</summary>
internal static class DrillCommand
{
    /// <summary>The longest that a client may wait when a VM is cut off without a goodbye.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var stack = VerifyCommand.StackArgument();
        var kind = new Option<string>("--kind")
        {
            Description = "containers: stopped with docker-compose; network: the VM is cut off, SSH stays.",
            DefaultValueFactory = _ => "containers",
        };
        kind.AcceptOnlyFromAmong("containers", "network");
        var seconds = new Option<int>("--seconds")
        {
            Description = "Time for which each server is away.",
            DefaultValueFactory = _ => 15,
        };
        var rate = new Option<int>("--rate")
        {
            Description = "Requests a second (GET /, half of them on each name).",
            DefaultValueFactory = _ => 50,
        };
        var command = new Command("failover-drill", """
            Takes each app server away in turn, under load, and brings it back.
            Columns: what server-m2/ui-m1 of each app server answer by themselves, then which servers answered clients.
            Should this machine fail meanwhile, a timer on the VM brings the server back.
            Exit code: 0 no request was lost and none waited longer than 5 s, 2 otherwise, 1 it did not work.
            """)
        {
            stack, kind, seconds, rate,
        };
        command.SetAction((result, end) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)),
            result.GetValue(kind) == "network" ? Outage.Network : Outage.Containers,
            TimeSpan.FromSeconds(result.GetValue(seconds)),
            result.GetValue(rate),
            end));
        return command;
    }

    private static async Task<int> RunAsync(
        DeployedStack stack, Outage outage, TimeSpan away, int rate, CancellationToken end)
    {
        var settings = await stack.SettingsAsync();
        var plan = await StackLoad.PlanAsync(stack, settings) with
        {
            Clients = Math.Max(2, rate / 2),
            Rate = rate,
            MaxTime = TimeSpan.FromHours(1),
        };
        var logins = await VmConnections.OfAsync(stack, settings);
        using var balancer = await ConnectAsync(logins.Single(login => login.Name == settings.LoadBalancer.Vm.Name));
        var apps = new List<VmShell>();
        try
        {
            foreach (var vm in settings.AppServers)
                apps.Add(await ConnectAsync(logins.Single(login => login.Name == vm.Name)));
            var backEnds = new BackEnds(balancer, settings.AppServers);
            if ((await backEnds.AskAsync()).FirstOrDefault(state => !state.Serves) is { } missing)
                throw new OpsException($"{missing.Name} does not serve; see to that first");
            var phases = await UnderLoadAsync(plan, async load =>
                await new DrillRun(load, backEnds, outage, away, Show).RunAsync(apps, end));
            Print(phases);
            return phases.All(phase => IsGood(phase.Report)) ? 0 : 2;
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

    private static bool IsGood(LoadReport report) =>
        report.Requests > 0 && report.Failures == 0 && report.LongestWait <= WaitLimit;

    private static async Task<T> UnderLoadAsync<T>(LoadPlan plan, Func<LoadGenerator, Task<T>> action)
    {
        using var stop = new CancellationTokenSource();
        var load = new LoadGenerator(plan);
        var running = load.RunAsync(stop.Token);
        try
        {
            return await action(load);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    private static async Task<VmShell> ConnectAsync(VmLogin login)
    {
        try
        {
            return await VmShell.ConnectAsync(login);
        }
        catch (VmUnreachableException e)
        {
            throw new OpsException(e.Message);
        }
    }

    private static void Show(string line) =>
        Console.WriteLine($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {line}");

    private static void Print(IEnumerable<DrillPhase> phases)
    {
        var table = new Table().AddColumns("phase", "requests", "failed", "repeated", "longest wait", "longest gap");
        var messages = new List<string>();
        foreach (var (name, report) in phases)
        {
            table.AddRow(
                name,
                $"{report.Requests}",
                $"{report.Failures}",
                $"{report.Repeats}",
                LoadReport.Milliseconds(report.LongestWait),
                LoadReport.Milliseconds(report.LongestGap));
            messages.AddRange(report.Messages.Select(message => $"{name}: {message}"));
        }

        AnsiConsole.Write(table);
        messages.ForEach(Console.WriteLine);
    }
}
