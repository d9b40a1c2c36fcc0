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
        using var process = Process.Start(new ProcessStartInfo(
            "bash", ["-c", EmbeddedScript.Read($"Bundle/{name}.sh"), name, .. arguments])
        {
            WorkingDirectory = PulumiCli.Root,
            RedirectStandardInput = true,
        })!;
        await using (cancel.Register(() => process.Kill(entireProcessTree: true)))
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        cancel.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new OpsException($"the {name} could not be had (see above); typed again, it goes on from here");
    }
}
