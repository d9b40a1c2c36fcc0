using System.Diagnostics;
using System.Globalization;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bench;

/// <param name="Seconds">Time of the whole command.</param>
/// <param name="PeakMegabytes">
/// Largest resident memory of the process, as far as it was caught looking every 20 ms.
/// </param>
/// <param name="Lines">What it printed, and when, in seconds from its start.</param>
internal sealed record TimedResult(double Seconds, double PeakMegabytes, IReadOnlyList<(double At, string Line)> Lines)
{
    /// <summary>Seconds of an up from the first step whose name ends so to the last of all.</summary>
    public double FromFirstToLast(string step) =>
        Lines.Last(line => line.Line.Contains(" created (", StringComparison.Ordinal)).At
        - Lines.First(line => line.Line.Contains($"{step} creating", StringComparison.Ordinal)).At;
}

/// <summary>Runs a command as a person would, and measures it.</summary>
internal static class TimedCommand
{
    /// <exception cref="OpsException">It failed; the message has the end of what it printed.</exception>
    public static async Task<TimedResult> RunAsync(
        string program, string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? PulumiCli.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var lines = new List<(double At, string Line)>();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var peak = WatchMemoryAsync(process);
        process.OutputDataReceived += (_, e) => Add(lines, watch, e.Data);
        process.ErrorDataReceived += (_, e) => Add(lines, watch, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
        {
            var end = string.Join('\n', lines.TakeLast(20).Select(line => line.Line));
            throw new OpsException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{end}");
        }

        return new TimedResult(seconds, await peak, lines);
    }

    private static void Add(List<(double At, string Line)> lines, Stopwatch watch, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add((watch.Elapsed.TotalSeconds, line));
    }

    private static async Task<double> WatchMemoryAsync(Process process)
    {
        var peak = 0.0;
        var status = $"/proc/{process.Id}/status";
        while (!process.HasExited)
        {
            try
            {
                var line = (await File.ReadAllLinesAsync(status))
                    .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null)
                {
                    var kilobytes = line[6..].Replace("kB", "", StringComparison.Ordinal).Trim();
                    peak = double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
                }
            }
            catch (IOException)
            {
                break; // it has just ended
            }

            await Task.Delay(20);
        }

        return peak;
    }
}
