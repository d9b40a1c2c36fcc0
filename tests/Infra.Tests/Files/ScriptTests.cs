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
            (await Shell.RunAsync([
                "shellcheck", "--shell=bash", "--exclude=SC2034,SC2154,SC2317", .. Directory.GetFiles(folder.FullName)]))
                .Succeeded();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Body(string command) =>
        command.Split("<<'END_OF_SCRIPT'\n")[1].Split("\nEND_OF_SCRIPT\n")[0] + "\n";
}
