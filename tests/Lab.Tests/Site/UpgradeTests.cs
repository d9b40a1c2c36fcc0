using Enginsight.Lab.Tests.Lab;
using Enginsight.Lab.Tests.Mutations;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>A site that 161f9a2 has brought up goes on with this version of the project; no client notices.</summary>
[Collection(SiteCollection.Name)]
public class UpgradeTests(CustomerSite site)
{
    private const string OldVersion = "161f9a2";

    private static readonly Dictionary<string, SiteLayout> Layouts = new()
    {
        ["default names"] = new(),
        ["unnamed app servers"] = SiteLayout.Unnamed(11, 12),
        ["names of its own"] = SiteLayout.OwnNames,
    };

    public static TheoryData<string> Names => [.. Layouts.Keys];

    [FullTheory]
    [MemberData(nameof(Names))]
    public async Task Up_OfASiteOfTheOldVersion_NobodyNotices(string names)
    {
        var layout = Layouts[names];
        var old = Directory.CreateTempSubdirectory("enginsight-old-").FullName;
        try
        {
            (await Shell.RunAsync(
                ["bash", "-euo", "pipefail", "-c", """git archive "$1" | tar -xC "$2" """, "checkout", OldVersion, old],
                PulumiCli.Root)).Succeeded();
            await site.MakeAsync(old);
            site.Write(layout);
            (await site.Folder.UpAsync()).Succeeded();
            Assert.Empty(await SiteHealth.ProblemsAsync(site, layout));
        }
        finally
        {
            Directory.Delete(old, recursive: true);
            await site.Folder.InstallAsync(PulumiCli.Root);
        }

        var secrets = await site.SecretsAsync();
        var report = await site.UnderLoadAsync(async () => (await site.Folder.UpAsync()).Succeeded());

        SiteLoad.AssertNothingLost(report);
        Assert.Empty(await SiteHealth.ProblemsAsync(site, layout));
        Assert.Equal(secrets, await site.SecretsAsync());
        site.LeaveWell();
    }
}
