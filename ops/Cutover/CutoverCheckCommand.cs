using System.Collections.Immutable;
using System.CommandLine;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Display;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.Cutover;

/// <summary>cutover-check: what would stand in the way, for each VM.</summary>
internal static class CutoverCheckCommand
{
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var all = new Option<bool>("--all") { Description = "Show what is fine as well." };
        var pin = new Option<bool>("--pin")
        {
            Description = "Show the host keys of VMs that have none pinned, and write them into the stack file.",
        };
        var yes = YesOption.Create();
        var command = new Command(
            "cutover-check",
            "Says for each VM what would stand in the way of a cutover, and what to do about it. Touches nothing; "
            + "--pin writes the VMs' host keys into the stack file. "
            + "Exit code: 0 no blocker, 1 blockers, 2 cannot run.")
        {
            stack, all, pin, yes,
        };
        command.SetAction((result, _) =>
        {
            var deployed = new DeployedStack(result.GetRequiredValue(stack));
            return result.GetValue(pin)
                ? HostKeyPins.RunAsync(deployed, result.GetValue(yes))
                : RunAsync(deployed, result.GetValue(all));
        });
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack, bool all)
    {
        var settings = await stack.SettingsAsync();
        var logins = await VmConnections.OfAsync(stack, settings);
        var dns = DnsChecks.OfAsync(settings);
        var answers = await OnAllVms.RunAsync(logins, "asking", shell => VmExamination.OfAsync(shell, settings));
        var clocks = answers.Select(answer => answer.Answer?.Clock).OfType<ClockOffset>().ToArray();
        var groups = answers
            .Select(vm => (vm.Login.Name, Findings: vm.Answer is { } seen
                ? seen.Findings(settings, clocks).ToImmutableArray()
                : [AccessChecks.Unreachable(vm.Failure!.Message)]))
            .Append((Name: "both names", Findings: [.. await dns]))
            .ToArray();
        Show(groups.Select(group => (group.Name, Findings: Shown(group.Findings, all))));
        return Sum([.. groups.SelectMany(group => group.Findings)], all);
    }

    /// <summary>What is in the way first; what is fine hides the rest from whoever reads sixty lines of it.</summary>
    private static ImmutableArray<Finding> Shown(ImmutableArray<Finding> findings, bool all) =>
    [
        .. findings.Where(finding => all || finding.Verdict is not Verdict.Ok)
            .OrderBy(finding => finding.Verdict is Verdict.Blocker ? 0 : finding.Verdict is Verdict.Warning ? 1 : 2),
    ];

    private static void Show(IEnumerable<(string Name, ImmutableArray<Finding> Findings)> groups)
    {
        var table = Screen.Table("VM", "item", "verdict", "seen, and what to do");
        foreach (var (name, findings) in groups.Where(group => !group.Findings.IsEmpty))
        {
            foreach (var finding in findings)
            {
                var first = finding == findings[0] || Console.IsOutputRedirected;
                table.AddRow(
                    first ? Screen.In("bold", name) : "",
                    Markup.Escape(finding.Item),
                    Mark(finding.Verdict),
                    Markup.Escape(finding.Text));
            }

            if (!Console.IsOutputRedirected)
                table.AddEmptyRow();
        }

        if (table.Rows.Count > 0)
            Screen.Out.Write(table);
    }

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => Screen.In("green", "ok"),
        Verdict.Warning => Screen.In("yellow", "warning"),
        _ => Screen.In("bold red", "BLOCKER"),
    };

    private static int Sum(ImmutableArray<Finding> findings, bool all)
    {
        var blockers = findings.Count(finding => finding.Verdict is Verdict.Blocker);
        var warnings = findings.Count(finding => finding.Verdict is Verdict.Warning);
        var fine = all ? "" : $" {findings.Length - blockers - warnings} of {findings.Length} things are fine; "
            + "--all shows them.";
        var words = Screen.Count(warnings, "warning");
        Console.WriteLine(blockers == 0
            ? $"No blocker, {words}.{fine}"
            : $"{Screen.Count(blockers, "blocker")}, {words}: see to the blockers first.{fine}");
        return blockers == 0 ? ExitCode.Good : ExitCode.Found;
    }
}
