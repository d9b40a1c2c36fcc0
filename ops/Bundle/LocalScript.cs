using System.Diagnostics;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bundle;

/// <summary>The scripts of this folder, run on this machine; what they say is seen.</summary>
internal static class LocalScript
{
    /// <param name="name">Name without ending.</param>
    /// <param name="input">Standard input, the way for a secret.</param>
    /// <exception cref="OpsException">It failed, and has said why.</exception>
    public static async Task RunAsync(string name, string input, CancellationToken cancel, params string[] arguments)
    {
        using var process = Start(name, arguments, readsOutput: false);
        if (await EndAsync(process, input, cancel) != 0)
            throw new OpsException($"the {name} could not be had (see above); typed again, it goes on from here");
    }

    /// <summary>What a script prints.</summary>
    /// <exception cref="OpsException">It failed; the message is what it said.</exception>
    public static async Task<string> ReadAsync(string name, CancellationToken cancel, params string[] arguments)
    {
        using var process = Start(name, arguments, readsOutput: true);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return await EndAsync(process, "", cancel) == 0
            ? await output
            : throw new OpsException((await error).Trim().ReplaceLineEndings(" "));
    }

    private static Process Start(string name, string[] arguments, bool readsOutput) => Process.Start(
        new ProcessStartInfo("bash", ["-c", EmbeddedScript.Read($"Bundle/{name}.sh"), name, .. arguments])
        {
            WorkingDirectory = PulumiCli.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = readsOutput,
            RedirectStandardError = readsOutput,
        })!;

    private static async Task<int> EndAsync(Process process, string input, CancellationToken cancel)
    {
        await using (cancel.Register(() => process.Kill(entireProcessTree: true)))
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        cancel.ThrowIfCancellationRequested();
        return process.ExitCode;
    }
}
