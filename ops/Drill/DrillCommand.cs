using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Enginsight.Ops.Display;
using Enginsight.Ops.Load;
using Enginsight.Ops.Pages;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.Drill;

/// <summary>failover-drill: each app server, or any VM, fails once, under load, and nobody notices.</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var kind = new Option<string>("--kind")
        {
            Description = "containers: stopped with docker-compose; network: the VM is cut off, SSH stays; "
                + "power: not even that.",
            DefaultValueFactory = _ => "containers",
        };
        kind.AcceptOnlyFromAmong("containers", "network", "power");
        var vm = new Option<string[]>("--vm")
        {
            Description = "A VM of the stack, may be given again. Default: each app server.",
        };
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
        var report = PageFile.Option();
        var command = new Drill("failover-drill", """
            Takes each app server, or the VMs that are named, away in turn, under load, and brings them back.
            Columns: what server-m2/ui-m1 of each app server answer by themselves, then which servers answered clients.
            Should this machine fail meanwhile, a timer on the VM brings the server back.
            Exit code: 0 no request was lost and none waited longer than 5 s, 1 otherwise, 2 it did not work.
            """)
        {
            stack, kind, vm, seconds, rate, report,
        };
        command.SetAction((result, end) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)),
            result.GetValue(kind) switch
            {
                "network" => Outage.Network,
                "power" => Outage.Power,
                _ => Outage.Containers,
            },
            result.GetValue(vm) is { Length: > 0 } vms ? vms : null,
            TimeSpan.FromSeconds(result.GetValue(seconds)),
            result.GetValue(rate),
            PageFile.Of(result, report),
            end));
        return command;
    }

    private static async Task<int> RunAsync(
        DeployedStack stack, Outage outage, string[]? vms, TimeSpan away, int rate, PageFile? page,
        CancellationToken end)
    {
        using var held = StackLock.Take(stack.Name);
        var drill = new FailoverDrill(stack, outage, away, rate, Show, vms);
        ImmutableArray<DrillPhase> phases;
        try
        {
            phases = await drill.RunAsync(end);
        }
        catch (Exception e)
        {
            WriteBrokenOff(page, drill, e);
            throw;
        }

        Print(phases);
        page?.Write(DrillPage.Of(drill.Report(brokenOff: null)!));
        return phases.All(phase => phase.IsGood) ? ExitCode.Good : ExitCode.Found;
    }

    /// <summary>Should the page fail, too, the drill's own failure is still what the command ends with.</summary>
    private static void WriteBrokenOff(PageFile? page, FailoverDrill drill, Exception cause)
    {
        var reason = cause is OperationCanceledException ? "was interrupted" : $"broke off: {Failure.Describe(cause)}";
        try
        {
            if (drill.Report(reason) is { } report)
                page?.Write(DrillPage.Of(report));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure.Tell(e);
        }
    }

    /// <summary>Cancelled, it brings back the VM that is away.</summary>
    private sealed class Drill(string name, string description) : Command(name, description), IGivesBack;

    private static void Show(string line) =>
        Console.WriteLine($"{TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {line}");

    private static void Print(IEnumerable<DrillPhase> phases)
    {
        var table = Screen.Table("phase", "requests", "failed", "repeated", "longest wait", "longest gap");
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

        Screen.Out.Write(table);
        messages.ForEach(Console.WriteLine);
    }
}
