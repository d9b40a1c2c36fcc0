using System.Diagnostics;

namespace Tests.Shared;

/// <summary>Runs real programs: the project's own, and those that tests ask for a second opinion.</summary>
public static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Starts a command in a session of its own, so that a test can kill it with all that it started.
    /// </summary>
    /// <param name="folder">Where it runs; default: where the tests run.</param>
    /// <param name="environment">Variables that it gets besides those of the tests.</param>
    public static Process Start(
        IEnumerable<string> command, string? folder = null, string? input = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("setsid", ["--wait", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a test runner says to the build it is part of must not reach the builds that scripts start.
        foreach (var name in start.Environment.Keys.Where(IsOfTestRunner).ToArray())
            start.Environment.Remove(name);
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="TimeoutException">It took longer than ten minutes.</exception>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, string? folder = null, string? input = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(command, folder, input, environment);
        return await EndOfAsync(process, command, watch);
    }

    /// <summary>Waits for a started command and collects what it printed.</summary>
    public static async Task<CommandResult> EndOfAsync(Process process, IEnumerable<string> command, Stopwatch watch)
    {
        var name = string.Join(' ', command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{name}' runs longer than {Limit}:\n{await output}{await error}");
        }

        return new CommandResult(name, process.ExitCode, await output, await error, watch.Elapsed);
    }

    /// <summary>Runs a program that has to succeed, also where nothing can be awaited; its output.</summary>
    public static string Run(string program, params string[] arguments) =>
        Task.Run(() => RunAsync([program, .. arguments])).GetAwaiter().GetResult().Succeeded().Output;

    /// <summary>Whether the process still does something; a dead one may wait for its parent to notice.</summary>
    public static bool IsRunning(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid.Trim()}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsOfTestRunner(string variable) =>
        variable.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
