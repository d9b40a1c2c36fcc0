using Enginsight.Infra.Files;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>The steps' scripts as the VMs get them.</summary>
[Collection("stack")]
public class ScriptTests
{
    [Fact]
    public async Task EveryStep_HasACheck_OrSaysWhyThereIsNothingToCheck()
    {
        var steps = (await DeployedStack.RunAsync(Config.Site())).Commands
            .Select(command => command.Step).OfType<string>().Distinct().ToArray();

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.True(
            EmbeddedFile.Paths.Contains($"{step}.check.sh")
            || EmbeddedFile.Read($"{step}.sh").Contains("\n# No check: ", StringComparison.Ordinal),
            $"infra/Files/{step}.sh has neither a check beside it nor a line that begins with '# No check: '"));
    }

    [Fact]
    public async Task EveryStep_FindsItsScriptsAndAllThatTheySourceOnItsVm()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());
        foreach (var command in stack.Commands.Where(command => command.Step is not null))
        {
            var onVm = Bundle.Parse(stack[stack.ScriptsFor(command)].Stdin);
            Assert.Contains(
                $"{command.Step} {RemoteScripts.Revision(command.Step!)}\n",
                onVm[$"{RemoteScripts.Folder}/revisions"],
                StringComparison.Ordinal);
            Assert.All(
                StepScripts.Sourced($"{command.Step}.sh"),
                file => Assert.Contains($"{RemoteScripts.Folder}/{file}", onVm));
        }
    }

    [Fact]
    public void Revision_OfAStep_DependsOnWhatItsScriptsSource()
    {
        Assert.NotEqual(RemoteScripts.Revision("load-balancer/site"), RemoteScripts.Revision("load-balancer/watch"));
        Assert.Contains("remote/files.sh", StepScripts.Sourced("load-balancer/site.sh"));
    }
}
