using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>What holds for the scripts of every step, in whatever topology.</summary>
internal static class StepScripts
{
    /// <summary>Fails unless each step has a check, or a line that says why not, and its VM all that it sources.</summary>
    public static void AssertComplete(DeployedStack stack) =>
        Assert.All(stack.Commands.Where(command => command.Step is not null), command =>
        {
            var onVm = Bundle.Parse(stack[stack.ScriptsFor(command)].Stdin);
            Assert.All(Sourced($"{command.Step}.sh"), file => Assert.Contains($"{RemoteScripts.Folder}/{file}", onVm));
            Assert.True(
                EmbeddedFile.Paths.Contains($"{command.Step}.check.sh")
                || EmbeddedFile.Read($"{command.Step}.sh").Contains("\n# No check: ", StringComparison.Ordinal),
                $"{command.Step} has no check");
        });

    /// <summary>Files as one script, for a test of their functions; what they source stands before them.</summary>
    public static string Library(params IEnumerable<string> files) => string.Join(
        '\n',
        files.SelectMany(file => EmbeddedFile.Read(file).Split('\n'))
            .Where(line => !line.StartsWith("source ", StringComparison.Ordinal)));

    /// <summary>A script, and all that it sources.</summary>
    public static IEnumerable<string> Sourced(string file) => EmbeddedFile.Read(file).Split('\n')
        .Where(line => line.StartsWith("source ", StringComparison.Ordinal))
        .Select(line => line["source ".Length..])
        .SelectMany(Sourced)
        .Prepend(file);
}
