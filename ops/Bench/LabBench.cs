using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bench;

/// <summary>What an operator waits for, on a lab that is made for it and taken down again.</summary>
internal sealed class LabBench(BenchTable table)
{
    private const string Stack = "lab-bench";
    private readonly DeployedStack _stack = new(Stack);

    public async Task RunAsync()
    {
        var file = Path.Combine(PulumiCli.Root, "stacks", $"Pulumi.{Stack}.yaml");
        var lab = await File.ReadAllTextAsync(Path.Combine(PulumiCli.Root, "stacks", "Pulumi.lab.yaml"));
        await File.WriteAllTextAsync(file, lab.Replace("10.213.7.", "10.213.5.", StringComparison.Ordinal));
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", "lab");
        try
        {
            await FromNothingAsync();
            await UnchangedAsync();
            await VersionAsync();
            await new NginxBench(_stack, table).RunAsync();
        }
        finally
        {
            await ScriptAsync("destroy", Stack);
            File.Delete(file);
        }
    }

    private async Task FromNothingAsync()
    {
        var up = await ScriptAsync("up", Stack, "--skip-preview");
        var start = up.Lines.First(line => line.Line.Contains("-packages creating", StringComparison.Ordinal)).At;
        var end = up.Lines.Last(line => line.Line.Contains(" created (", StringComparison.Ordinal)).At;
        table.Add("five bare VMs to running topology", "59 to 98 s", "half of it", $"{end - start:0} s");
        table.Add("up of the whole lab from nothing, VM image cached", "", "under 90 s", $"{up.Seconds:0} s, checks included");
    }

    private async Task UnchangedAsync()
    {
        var before = await LoginsAsync();
        var up = await ScriptAsync("up", Stack);
        var logins = await LoginsAsync() - before;
        // Each of the two counts logs in once itself; the second one sees the first.
        table.Add(
            "again, nothing changed", "16 to 26 s", "under 1.5 s, no SSH connection",
            $"{up.Seconds:0.0} s, {logins - (await VmsAsync()).Length} SSH connections");
    }

    private async Task VersionAsync()
    {
        await PulumiCli.RunAsync("config", "set", "-s", Stack, "--path", "versions.server-m2", "7.17.32");
        var preview = await ScriptAsync("preview", Stack);
        table.Add("dry run with one version changed", "23 to 32 s", "under 1.5 s", $"{preview.Seconds:0.0} s");

        var settings = await _stack.SettingsAsync();
        using var stop = new CancellationTokenSource();
        var load = new LoadGenerator(await StackLoad.PlanAsync(_stack, settings) with
        {
            Rate = 300,
            WebSockets = StackLoad.WebSockets(settings, 20),
        });
        var running = load.RunAsync(stop.Token);
        var up = await ScriptAsync("up", Stack, "--skip-preview");
        await stop.CancelAsync();
        await running;
        var report = load.Recorder.Take();
        table.Add(
            "version change of server-m2, drained, under load",
            "32 to 36 s, 0 failed",
            "under 15 s, 0 failed",
            $"{up.Seconds:0.0} s, {report.Failures} of {report.Requests:N0} requests failed, " +
            $"{report.UncleanCloses} of {report.WebSocketsOpened} WebSockets cut");
    }

    /// <summary>Logins that all VMs together have seen since they started.</summary>
    private async Task<int> LoginsAsync()
    {
        var answers = await VmConnections.OnAllAsync(
            await VmsAsync(),
            shell => shell.RunAsync(
                "journalctl --sync && journalctl --unit ssh --grep 'Accepted publickey' --output cat --quiet | wc -l"));
        return answers.Sum(answer => int.Parse(answer.Answer!.Output.Trim(), CultureInfo.InvariantCulture));
    }

    private async Task<ImmutableArray<VmLogin>> VmsAsync() =>
        await VmConnections.OfAsync(_stack, await _stack.SettingsAsync());

    private static Task<TimedResult> ScriptAsync(string script, params string[] arguments) =>
        TimedCommand.RunAsync(Path.Combine(PulumiCli.Root, "scripts", script), arguments);
}
