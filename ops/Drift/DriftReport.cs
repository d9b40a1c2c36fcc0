using Enginsight.Ops.Display;
using Spectre.Console;

namespace Enginsight.Ops.Drift;

/// <summary>Prints what drifted, VM by VM.</summary>
internal sealed class DriftReport(SecretScrubber scrubber)
{
    public void Print(VmDrift vm)
    {
        var name = vm.Vm.Name.PadRight(10);
        if (vm.Failure is not null)
            Line($"{name} unreachable: {scrubber.Scrub(vm.Failure)}", Color.Red);
        else if (vm.IsClean)
            Line($"{name} clean, {vm.Fine} things compared", Color.Green);
        else
            Line($"{name} drifted: {vm.Items.Count()} of {vm.Fine + vm.Items.Count()} things", Color.Yellow);
        foreach (var item in vm.Items)
            Print(item);
    }

    private void Print(DriftItem item)
    {
        Line($"  {scrubber.Scrub(item.ToString())}");
        foreach (var line in item.Difference)
        {
            Line($"    {scrubber.Scrub(line)}", line[..Math.Min(1, line.Length)] switch
            {
                "-" => Color.Green,
                "+" => Color.Red,
                _ => Color.Grey,
            });
        }
    }

    /// <summary>One line; in a pipe it is never broken, however long.</summary>
    public static void Line(string text, Color? color = null)
    {
        if (Console.IsOutputRedirected)
            Console.WriteLine(text);
        else
            Screen.Out.Write(new Text(text + "\n", new Style(color)));
    }
}
