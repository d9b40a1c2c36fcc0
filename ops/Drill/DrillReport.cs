using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Load;
using Enginsight.Ops.Pages;

namespace Enginsight.Ops.Drill;

/// <summary>What is left of a drill when it is over, or has broken off: all that its page says.</summary>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Site">The site, with what was taken away.</param>
/// <param name="Versions">What the stack file says.</param>
/// <param name="Outage">How VMs failed.</param>
/// <param name="Away">Time for which each was meant to be away.</param>
/// <param name="Load">The load.</param>
/// <param name="Begin">In the time zone of the page.</param>
/// <param name="End">The same.</param>
/// <param name="Phases">What clients saw.</param>
/// <param name="BrokenOff">Why it did not come to its end; null where it did.</param>
internal sealed record DrillReport(
    string Stack, Topology Site, ConfiguredVersions Versions, Outage Outage, TimeSpan Away, LoadPlan Load,
    DateTimeOffset Begin, DateTimeOffset End, ImmutableArray<DrillPhase> Phases, string? BrokenOff)
{
    public long Requests => Phases.Sum(phase => phase.Report.Requests);

    public long Failures => Phases.Sum(phase => phase.Report.Failures);

    public TimeSpan LongestWait => Phases.Select(phase => phase.Report.LongestWait).Append(TimeSpan.Zero).Max();

    public Note Verdict => this switch
    {
        { BrokenOff: not null } => new Note("Not finished", Tone.Warning),
        _ when Phases.All(phase => phase.IsGood) => new Note("Passed", Tone.Good),
        _ => new Note("Not passed", Tone.Bad),
    };

    /// <summary>The outcome, for those who read nothing else.</summary>
    public string Summary => BrokenOff is null
        ? Outcome
        : $"The drill {BrokenOff}. Until then{(Requests == 0 ? " no request had been sent." : $": {Outcome}")}";

    public static DrillReport Of(
        string stack, StackSettings settings, Outage outage, TimeSpan away, LoadPlan load, DateTimeOffset begin,
        DateTimeOffset end, ImmutableArray<DrillPhase> phases, string? brokenOff) => new(
            stack,
            Topology.Of(settings).With(vm => Marked(vm, outage, phases)),
            ConfiguredVersions.Of(settings.Versions),
            outage, away, load, begin, end, phases, brokenOff);

    private string Outcome
    {
        get
        {
            var lost = Failures == 0
                ? "No request was lost"
                : $"{Figures.Count(Failures)} of {Figures.Count(Requests, "request")} "
                    + (Failures == 1 ? "was lost" : "were lost");
            var more = LongestWait > DrillPhase.WaitLimit
                ? $", more than the {Figures.Duration(DrillPhase.WaitLimit)} that are allowed"
                : "";
            return $"{lost}{Meanwhile}; the longest wait was {Figures.Milliseconds(LongestWait)}{more}.{Silence}";
        }
    }

    /// <summary>Clients that still wait when a phase ends have lost nothing yet.</summary>
    private string Silence => Phases.FirstOrDefault(phase => phase.Report.Requests == 0) is { } phase
        ? $" In the phase “{phase.Name}” no request was answered at all."
        : "";

    private string Meanwhile
    {
        get
        {
            string[] vms = [.. Phases.Select(phase => phase.Away).OfType<string>().Distinct()];
            // One that broke off has brought back the last one before its time.
            var time = BrokenOff is null ? $" for {Figures.Duration(Away)}" : "";
            return vms.Length switch
            {
                0 => "",
                1 => $" while {vms[0]} was {Outage.Word}{time}",
                _ when time.Length == 0 => $" while {Figures.Listed(vms)} were {Outage.Word}, one after the other",
                _ => $" while {Figures.Listed(vms)} were {Outage.Word}{time} each, one after the other",
            };
        }
    }

    private static TopologyVm Marked(TopologyVm vm, Outage outage, ImmutableArray<DrillPhase> phases)
    {
        var cuts = phases.Index().Where(phase => phase.Item.Away == vm.Name).ToArray();
        return vm with
        {
            IsCut = cuts.Length > 0,
            Notes = [.. cuts.Select(cut => new Note($"{outage.Word} in phase {cut.Index + 1}", Tone.Bad))],
        };
    }
}
