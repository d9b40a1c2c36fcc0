using System.Collections.Immutable;

namespace Enginsight.Ops.Drift;

/// <summary>What a step's check printed; the lines are described in infra/Files/remote/report.sh.</summary>
/// <param name="Fine">Things that are as they should be.</param>
/// <param name="Extras">Files that the program did not put where they are.</param>
/// <param name="Facts">Lines of other kinds, for a comparison here: first word, and the rest.</param>
internal sealed record CheckReport(
    int Fine, ImmutableArray<DriftItem> Items, ImmutableArray<string> Extras, ILookup<string, string> Facts)
{
    /// <summary>Whether there is a report at all.</summary>
    public static bool IsIn(string step, string output) => output.Contains(Begin(step), StringComparison.Ordinal);

    /// <param name="step">
    /// Name of the step, whose line begins the report: a login shell may have said something before.
    /// </param>
    /// <param name="output">What the check printed.</param>
    /// <exception cref="FormatException">It printed no report, or a line is of no kind.</exception>
    public static CheckReport Parse(string step, string output)
    {
        var begin = Begin(step);
        var start = output.LastIndexOf(begin, StringComparison.Ordinal);
        if (start < 0)
            throw new FormatException($"the check of {step} answered '{output.Trim()}'");
        var fine = 0;
        var items = ImmutableArray.CreateBuilder<DriftItem>();
        var extras = ImmutableArray.CreateBuilder<string>();
        var facts = new List<(string Kind, string Text)>();
        foreach (var line in output[(start + begin.Length)..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (line.Split('\t', 3))
            {
                case ["ok", _]:
                    fine++;
                    break;
                case ["drift", var subject, var problem]:
                    items.Add(new DriftItem(subject, problem));
                    break;
                case ["|", ..] when items.Count > 0:
                    items[^1] = items[^1] with { Difference = items[^1].Difference.Add(line[2..]) };
                    break;
                case ["extra", var path]:
                    extras.Add(path);
                    break;
                case [var kind, ..] when kind.Length < line.Length:
                    facts.Add((kind, line[(kind.Length + 1)..]));
                    break;
                default:
                    throw new FormatException($"a check answered '{line}'");
            }
        }

        return new CheckReport(
            fine, items.ToImmutable(), extras.ToImmutable(), facts.ToLookup(fact => fact.Kind, fact => fact.Text));
    }

    private static string Begin(string step) => $"checking {step}\n";
}
