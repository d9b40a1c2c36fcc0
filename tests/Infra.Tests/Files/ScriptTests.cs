using System.Diagnostics;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Every script that the program would run is one that bash and shellcheck accept.</summary>
[Collection("stack")]
public class ScriptTests
{
    [Fact]
    public async Task EveryScript_PassesShellcheck()
    {
        var folder = Directory.CreateTempSubdirectory("enginsight-scripts-");
        try
        {
            var stack = await DeployedStack.RunAsync(Config.Site());
            foreach (var command in stack.Commands)
            {
                foreach (var (kind, text) in new[] { ("run", command.Script), ("undo", command.Undo) })
                {
                    if (text is not null)
                        File.WriteAllText(Path.Combine(folder.FullName, $"{command.Name}.{kind}.sh"), Body(text));
                }
            }

            // Libraries define more than one script uses, and the standard input names variables that only they read.
            var (exitCode, output) = await RunAsync(
                "shellcheck",
                ["--shell=bash", "--exclude=SC2034,SC2154,SC2317", .. Directory.GetFiles(folder.FullName)]);
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Body(string command) =>
        command.Split("<<'END_OF_SCRIPT'\n")[1].Split("\nEND_OF_SCRIPT\n")[0] + "\n";

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
