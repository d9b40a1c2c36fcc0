using System.Collections.Immutable;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>Compares what the last deployment put on the VMs with what is there now. Changes nothing.</summary>
internal static class DriftComparison
{
    /// <summary>Checks that run on one VM at a time; sshd takes ten by default.</summary>
    private const int AtATime = 6;

    /// <summary>What bash ends with where the scripts are no longer on the VM; their own check says so.</summary>
    private const int ScriptMissing = 127;

    /// <summary>Compares all VMs at once.</summary>
    /// <returns>One task for each VM, in the order in which the deployment reached them.</returns>
    public static ImmutableArray<Task<VmDrift>> Start(StackState state)
    {
        var checks = DriftCheck.Of(state).ToLookup(check => check.Command.Login.Name);
        return [.. state.Logins.Select(login => CompareAsync(login, [.. checks[login.Name]]))];
    }

    private static async Task<VmDrift> CompareAsync(VmLogin login, ImmutableArray<DriftCheck> checks)
    {
        try
        {
            using var shell = await VmShell.ConnectAsync(login);
            using var places = new SemaphoreSlim(AtATime);
            var results = await Task.WhenAll(checks.Select(check => RunAsync(shell, check, places)));
            return new VmDrift(login, [.. results], null);
        }
        catch (VmUnreachableException e)
        {
            return new VmDrift(login, [], e.Message);
        }
    }

    private static async Task<CheckResult> RunAsync(VmShell shell, DriftCheck check, SemaphoreSlim places)
    {
        await places.WaitAsync();
        try
        {
            var answer = await shell.ExecuteAsync(check.CommandLine, check.Command.Stdin.Reveal());
            if (answer.ExitCode == ScriptMissing)
                return new CheckResult(check, 0, [new DriftItem(check.Command.Name, "cannot be compared")], []);
            if (!answer.Succeeded)
                throw new VmUnreachableException($"{check.Command} cannot be compared: {answer.Error.Trim()}");
            if (!CheckReport.IsIn(check.Command.Name, answer.Output))
            {
                throw new VmUnreachableException(
                    $"{check.Command} cannot be compared: the user's login shell does not run commands");
            }

            var report = CheckReport.Parse(check.Command.Name, answer.Output);
            var (fine, items) = DriftCheck.Compare(report);
            return new CheckResult(check, report.Fine + fine, [.. report.Items, .. items], report.Extras);
        }
        finally
        {
            places.Release();
        }
    }
}
