using System.CommandLine;
using Enginsight.Ops.Display;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>repair: puts back what drifted, and only that.</summary>
internal static class RepairCommand
{
    private const string Description = """
        Puts back what drifted, and only that: runs the commands of the last deployment again whose things drifted.
        App servers whose containers have to be restarted are taken out of the load balancer meanwhile, one at a time.
        Exit code: 0 nothing is drifted any more, 1 something is, 2 a VM or the state could not be read.
        """;

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var yes = YesOption.Create();
        var command = new Command("repair", Description)
        {
            stack,
            yes,
        };
        command.SetAction((result, _) => RunAsync(result.GetRequiredValue(stack), result.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(string stack, bool yes)
    {
        using var held = StackLock.Take(stack);
        var state = await DriftCommand.StateAsync(stack);
        var scrubber = new SecretScrubber(state);
        var report = new DriftReport(scrubber);
        var found = await DriftCommand.CompareAsync(state, report);
        var plan = RepairPlan.For(state, found);
        if (plan.IsEmpty)
            return DriftCommand.Judge(found);
        if (!Screen.Confirm("Put this back?", yes))
            return DriftCommand.Judge(found);
        using (var run = new RepairRun(scrubber))
            await run.RunAsync(plan);
        return DriftCommand.Judge(await DriftCommand.CompareAsync(state, report));
    }
}
