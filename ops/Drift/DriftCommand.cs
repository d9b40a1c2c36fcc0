using System.CommandLine;
using System.Diagnostics;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>drift: what is no longer on the VMs as the last deployment left it.</summary>
internal static class DriftCommand
{
    private const string Description = """
        Compares what the last deployment put on every VM with what is there now: files with mode and owner, firewall
        rules, services, containers. Changes nothing. Secrets are compared, never shown. In a difference, - is how it
        should be and + is how it is.
        Exit code: 0 nothing drifted, 1 something did, 2 a VM or the state could not be read.
        """;

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var command = new Command("drift", Description)
        {
            stack,
        };
        command.SetAction((result, _) => RunAsync(result.GetRequiredValue(stack)));
        return command;
    }

    /// <summary>Compares all VMs and prints what drifted.</summary>
    /// <returns>What was found, in the order of the state.</returns>
    public static async Task<List<VmDrift>> CompareAsync(StackState state, DriftReport report)
    {
        var watch = Stopwatch.StartNew();
        Console.Error.WriteLine($"comparing {string.Join(", ", state.Logins.Select(login => login.Name))}");
        var found = new List<VmDrift>();
        foreach (var comparison in DriftComparison.Start(state))
        {
            found.Add(await comparison);
            report.Print(found[^1]);
        }

        Console.Error.WriteLine($"compared in {watch.Elapsed.TotalSeconds:0.0} s");
        return found;
    }

    public static int Judge(IReadOnlyCollection<VmDrift> found) =>
        found.Any(vm => vm.Failure is not null) ? ExitCode.CannotRun
        : found.All(vm => vm.IsClean) ? ExitCode.Good
        : ExitCode.Found;

    /// <exception cref="OpsException">The stack has no VMs yet.</exception>
    public static async Task<StackState> StateAsync(string stack)
    {
        var state = await StackState.ReadAsync(stack);
        return state.Commands.IsEmpty
            ? throw new OpsException($"nothing is deployed yet; type: ./scripts/up {stack}")
            : state;
    }

    private static async Task<int> RunAsync(string stack)
    {
        var state = await StateAsync(stack);
        var found = await CompareAsync(state, new DriftReport(new SecretScrubber(state)));
        var code = Judge(found);
        if (code == ExitCode.Found)
            Console.Error.WriteLine($"put it back with: ./scripts/up --repair {stack}");
        return code;
    }
}
