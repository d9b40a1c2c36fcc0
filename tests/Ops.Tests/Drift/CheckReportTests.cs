using Enginsight.Ops.Drift;

namespace Enginsight.Ops.Tests.Drift;

public sealed class CheckReportTests
{
    [Fact]
    public void Parse_AllKindsOfLines_AreToldApart()
    {
        var report = CheckReport.Parse(
            "lb-site",
            "PRODUCTION, be careful\nok\tnot ours\nchecking lb-site\nok\tfine\ndrift\t/etc/x\tdiffers\n|\t-old\n|\t+\tnew\n"
            + "extra\t/etc/y\nenv\tA=1\nimage\tui:1\tsha256:2\nok\tagain\n");

        Assert.Equal(2, report.Fine);
        var item = Assert.Single(report.Items);
        Assert.Equal(("/etc/x", "differs"), (item.Subject, item.Problem));
        Assert.Equal((string[])["-old", "+\tnew"], item.Difference.ToArray());
        Assert.Equal("/etc/y", Assert.Single(report.Extras));
        Assert.Equal(["A=1"], report.Facts["env"]);
        Assert.Equal(["ui:1\tsha256:2"], report.Facts["image"]);
    }

    [Fact]
    public void Parse_SomethingElse_IsNotTakenForClean() =>
        Assert.Throws<FormatException>(() => CheckReport.Parse("lb-site", "sudo: a password is required"));
}
