using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bench;

/// <summary>
/// A lab that figures are measured on: one of the users' labs in a subnet of its own, made and taken down again.
/// </summary>
internal sealed class BenchLab : IAsyncDisposable
{
    private const int WebSockets = 20;
    private const int RequestsPerSecond = 300;

    private BenchLab(string like, string name, string subnet)
    {
        Stack = new DeployedStack(name);
        Subnet = subnet;
        StackFile.WriteLab(name, subnet, like);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", "lab");
    }

    public DeployedStack Stack { get; }

    public string Name => Stack.Name;

    /// <summary>The first three numbers of its addresses with a dot behind.</summary>
    public string Subnet { get; }

    /// <summary>One load balancer, one database VM.</summary>
    public static BenchLab Small() => new("lab", "lab-bench", "10.213.5.");

    /// <summary>Two load balancers, three database VMs.</summary>
    public static BenchLab HighlyAvailable() => new("lab-ha", "lab-bench-ha", "10.213.8.");

    /// <summary>Runs ./scripts/NAME for this lab.</summary>
    public Task<TimedResult> ScriptAsync(string name, params string[] arguments) =>
        TimedCommand.RunAsync(Path.Combine(PulumiCli.Root, "scripts", name), [Name, .. arguments]);

    /// <summary>Runs such a script under load, and says how long it took and what the load's clients saw.</summary>
    public async Task<string> UnderLoadAsync(string name, params string[] arguments)
    {
        var settings = await Stack.SettingsAsync();
        var plan = await StackLoad.PlanAsync(Stack, settings, bastion: null) with
        {
            Rate = RequestsPerSecond,
            WebSockets = StackLoad.WebSockets(settings, WebSockets),
        };
        var (result, load) = await LoadGenerator.WhileAsync(
            plan, async load => (await ScriptAsync(name, arguments), load));
        var report = load.Recorder.Take();
        return $"{result.Seconds:0.0} s, {report.Failures} of {report.Requests:N0} requests failed; "
            + $"WebSockets: {report.UncleanCloses} cut, {report.CleanCloses} closed cleanly";
    }

    /// <summary>
    /// The same under the load that hurts: clients over a link of 20 ms each way, half of them with POST, that repeat
    /// nothing.
    /// </summary>
    public async Task<string> UnderFarLoadAsync(string name, params string[] arguments)
    {
        var plan = await StackLoad.PlanAsync(Stack, await Stack.SettingsAsync(), bastion: null);
        await using var link = new LongLink(plan.Door.Address, LongLink.EachWay);
        var (result, load) = await LoadGenerator.WhileAsync(
            plan.From(link), async load => (await ScriptAsync(name, arguments), load));
        var report = load.Recorder.Take();
        return $"{report.Failures} of {report.Requests:N0} requests lost, {report.UncleanCloses} WebSockets cut; "
            + $"{result.Seconds:0.0} s";
    }

    /// <summary>Runs a drill, and says what the load's clients saw in all of it.</summary>
    /// <param name="vms">Names of the VMs that fail; none for each app server.</param>
    public async Task<string> DrillAsync(Outage outage, TimeSpan away, int rate, params string[] vms)
    {
        var phases = await new FailoverDrill(Stack, outage, away, rate, _ => { }, vms is [] ? null : vms)
            .RunAsync(CancellationToken.None);
        return $"{phases.Sum(phase => phase.Report.Failures)} of "
            + $"{phases.Sum(phase => phase.Report.Requests):N0} requests failed, "
            + $"longest wait {LoadReport.Milliseconds(phases.Max(phase => phase.Report.LongestWait))}, "
            + $"longest gap {LoadReport.Milliseconds(phases.Max(phase => phase.Report.LongestGap))}";
    }

    /// <summary>Changes the stack file for good.</summary>
    public void Edit(Func<string, string> edit)
    {
        var file = StackFile.PathOf(Name);
        File.WriteAllText(file, edit(File.ReadAllText(file)));
    }

    /// <summary>Logins that all VMs together have seen since they started.</summary>
    public async Task<int> LoginsAsync()
    {
        var answers = await VmConnections.OnAllAsync(
            await VmsAsync(),
            shell => shell.RunAsync(
                "journalctl --sync && "
                + "journalctl --identifier sshd --grep 'Accepted publickey' --output cat --quiet | wc -l"));
        return answers.Sum(answer => int.Parse(answer.Answer!.Output.Trim(), CultureInfo.InvariantCulture));
    }

    public async Task<ImmutableArray<VmLogin>> VmsAsync() =>
        await VmConnections.OfAsync(Stack, await Stack.SettingsAsync());

    public async ValueTask DisposeAsync()
    {
        await ScriptAsync("destroy");
        File.Delete(StackFile.PathOf(Name));
    }
}
