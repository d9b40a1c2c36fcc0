using System.Diagnostics;

namespace Enginsight.Ops.Stacks;

/// <summary>
/// scripts/pulumi as a child process: the Pulumi CLI or the embedded engine, whichever this machine has.
/// </summary>
internal static class PulumiCli
{
    /// <summary>The folder of Pulumi.yaml, from the current folder upwards.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs a verb and returns what it printed.</summary>
    /// <exception cref="OpsException">It failed; the message is what it said.</exception>
    public static Task<string> RunAsync(params string[] arguments) => RunWithInputAsync(null, arguments);

    /// <summary>Runs a verb with standard input, which is how a secret is passed.</summary>
    /// <exception cref="OpsException">It failed; the message is what it said.</exception>
    public static async Task<string> RunWithInputAsync(string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Root, "scripts", "pulumi"), arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new OpsException(Explained((await error).Trim().Replace("error: ", "", StringComparison.Ordinal)));
    }

    /// <summary>A state that is not found is kept elsewhere, more often than not.</summary>
    private static string Explained(string error) => error.Contains("no stack named", StringComparison.Ordinal)
        ? $"{error} in {StackBackend.Name}: set PULUMI_BACKEND_URL to where its state is kept, "
            + "or type ./scripts/up for a new stack"
        : error;

    /// <summary>Runs one of the scripts as if it had been typed: the operator sees it and can answer it.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> ShowAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Root, "scripts", script), arguments)
        {
            WorkingDirectory = Root,
        })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static string FindRoot()
    {
        var folder = Environment.CurrentDirectory;
        while (!File.Exists(Path.Combine(folder, "Pulumi.yaml")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new OpsException("no Pulumi.yaml here or above; go to the project");
        }

        return folder;
    }
}
