using Pulumi;

namespace Engine.Tests.Sdk;

public class AliasTests
{
    [Fact]
    public async Task Aliases_OfEachForm_BecomeUrns()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var group = new Group("g");
            _ = new Widget("w", null, new()
            {
                Parent = group,
                Aliases =
                {
                    new Alias { Name = "old" },
                    new Alias { Type = "toys:index:Gadget" },
                    new Alias { NoParent = true },
                    new Alias { ParentUrn = "urn:pulumi:dev::shop::a:b:C::c" },
                    new Alias { Urn = "urn:pulumi:dev::shop::x:y:Z::z" },
                },
            });
        });

        Assert.Equal(
            [
                "urn:pulumi:dev::shop::toys:index:Group$toys:index:Widget::old",
                "urn:pulumi:dev::shop::toys:index:Group$toys:index:Gadget::w",
                "urn:pulumi:dev::shop::toys:index:Widget::w",
                "urn:pulumi:dev::shop::a:b:C$toys:index:Widget::w",
                "urn:pulumi:dev::shop::x:y:Z::z",
            ],
            monitor["w"].Aliases);
    }

    [Fact]
    public async Task Aliases_OfAParent_AreInheritedWithItsName()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var group = new Group("new", 1, new() { Aliases = { new Alias { Name = "old" } } });
            _ = new Widget("free", null, new() { Parent = group, Aliases = { new Alias { Name = "was" } } });
        });

        const string type = "urn:pulumi:dev::shop::toys:index:Group$toys:index:Widget::";
        Assert.Equal([$"{type}old-1"], monitor["new-1"].Aliases);
        Assert.Equal([$"{type}was", $"{type}free"], monitor["free"].Aliases);
    }
}
