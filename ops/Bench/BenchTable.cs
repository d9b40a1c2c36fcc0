using Enginsight.Ops.Display;
using Spectre.Console;

namespace Enginsight.Ops.Bench;

/// <summary>The figures, as they come, and all of them as a table at the end.</summary>
internal sealed class BenchTable
{
    private readonly List<(string Figure, string Others, string Reach, string Measured)> _rows = [];

    /// <param name="figure">What was measured.</param>
    /// <param name="others">
    /// What others took for the same on such a machine, Ansible where nothing else is said; not measured here.
    /// </param>
    /// <param name="reach">What is wanted.</param>
    /// <param name="measured">What was measured in this run.</param>
    public void Add(string figure, string others, string reach, string measured)
    {
        _rows.Add((figure, others, reach, measured));
        Console.Error.WriteLine($"  {figure}: {measured}");
    }

    public void Print()
    {
        var table = new Table()
            .AddColumns("figure", "others (stated)", "reach", "measured")
            .Border(TableBorder.Rounded);
        foreach (var (figure, others, reach, measured) in _rows)
            table.AddRow(Markup.Escape(figure), Markup.Escape(others), Markup.Escape(reach), Markup.Escape(measured));
        Screen.Out.Write(table);
        Console.WriteLine(Machine());
    }

    private static string Machine()
    {
        var cpu = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var memory = File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{Environment.ProcessorCount} cores ({cpu?.Split(": ")[^1]}), "
            + $"{long.Parse(memory, System.Globalization.CultureInfo.InvariantCulture) / 1024 / 1024} GiB, "
            + $"{Environment.OSVersion}, .NET {Environment.Version}, load average {load} at the end";
    }
}
