using Enginsight.Ops.Ssh;
using Spectre.Console;

namespace Enginsight.Ops.Drift;

/// <summary>Carries a plan out, step by step.</summary>
internal sealed class RepairRun(SecretScrubber scrubber) : IDisposable
{
    private const int LinesOfError = 8;

    /// <summary>The scripts end in time by themselves; the longest waits an hour for images.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(70);
    private readonly Dictionary<string, VmShell> _shells = [];

    public async Task RunAsync(RepairPlan plan)
    {
        // One that fails does not keep the others: the comparison at the end says what is left.
        foreach (var step in plan.Plain)
            await RunAsync(step);
        foreach (var appServer in plan.AppServers)
        {
            if (!await RunAsync(appServer))
                return; // the others keep serving as they are
        }
    }

    public void Dispose()
    {
        foreach (var shell in _shells.Values)
            shell.Dispose();
    }

    private async Task<bool> RunAsync(IEnumerable<RepairStep> steps)
    {
        foreach (var step in steps)
        {
            if (!await RunAsync(step))
                return false;
        }

        return true;
    }

    private async Task<bool> RunAsync(RepairStep step)
    {
        var failure = await FailureAsync(step);
        if (failure is not null)
            DriftReport.Line($"{step.Name} failed on {step.Login.Name}:\n{Indented(failure)}", Color.Red);
        else if (step.PutsBack.IsEmpty)
            DriftReport.Line($"{step.Name} done");
        foreach (var subject in failure is null ? step.PutsBack : [])
            DriftReport.Line($"put back on {step.Login.Name}: {scrubber.Scrub(subject)}");
        return failure is null;
    }

    private async Task<string?> FailureAsync(RepairStep step)
    {
        try
        {
            if (!_shells.TryGetValue(step.Login.Name, out var shell))
                _shells[step.Login.Name] = shell = await VmShell.ConnectAsync(step.Login);
            var result = await shell.ExecuteAsync(step.CommandLine, step.Stdin, Patience);
            return result.Succeeded ? null : $"{result.Error.Trim()} (exit code {result.ExitCode})";
        }
        catch (VmUnreachableException e)
        {
            return e.Message;
        }
    }

    private string Indented(string text) => string.Join(
        '\n', text.Split('\n').TakeLast(LinesOfError).Select(line => $"  {scrubber.Scrub(line)}"));
}
