using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Stacks;

public class PulumiCliTests
{
    [Fact]
    public void Root_FromAFolderBelow_IsTheFolderOfPulumiYaml() =>
        Assert.Equal(ProjectFolder.Root, PulumiCli.Root);

    [Fact]
    public async Task RunAsync_UnknownVerb_FailsWithWhatTheCliSaid()
    {
        var failure = await Assert.ThrowsAsync<OpsException>(() => PulumiCli.RunAsync("no-such-verb"));

        Assert.Contains("no-such-verb", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("error: ", failure.Message, StringComparison.Ordinal);
    }
}
