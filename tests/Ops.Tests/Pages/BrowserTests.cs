using Enginsight.Ops.Drill;
using Enginsight.Ops.Pages;
using Enginsight.Ops.Status;
using Enginsight.Ops.Tests.Drill;
using Enginsight.Ops.Tests.Status;

namespace Enginsight.Ops.Tests.Pages;

/// <summary>Pages in a browser, at the widths of a desk and of a telephone, by day and by night.</summary>
public class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>The page's own look at itself: what is wrong with it, one line each.</summary>
    private static readonly string Question =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "look.js"));

    public static TheoryData<string, int, bool> Looks => new()
    {
        { "drill", 1280, false },
        { "drill", 400, false },
        { "drill", 1280, true },
        { "drill", 400, true },
        { "status", 1280, false },
        { "status", 400, true },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Page_OnAnyScreen_IsReadableAndLoadsNothing(string kind, int width, bool dark)
    {
        var page = kind == "drill"
            ? DrillPage.Of(SomeDrill.OfBothAppServers(lost: 2).Report())
            : StatusPage.Of(SomeStatus.Report());

        var (flaws, loaded, console) = await browser.LookAsync<string[]>(page.Text, width, dark, Question);

        Assert.Empty(flaws);
        Assert.Empty(loaded);
        Assert.Empty(console);
    }

    /// <summary>What would be wrong is seen: the tests above can fail.</summary>
    [Theory]
    [InlineData("<p style='color:#999'>pale</p>", "pale: contrast 2.8")]
    [InlineData("<div style='width:2000px'>wide</div>", "is wider than the screen")]
    [InlineData("<div class=vm style='float:left;margin-right:-9px'>one</div><div class=vm>two</div>", "one overlaps two")]
    [InlineData("<img src=file:///elsewhere.png>", "")]
    public async Task Page_WithAFlaw_IsSeenThrough(string flaw, string message)
    {
        var page = Page.Of("Flaw", "prod", new Note("Passed", Tone.Good), "Nothing.", [], new Html(flaw));

        var (flaws, loaded, console) = await browser.LookAsync<string[]>(page.Text, 1280, dark: false, Question);

        if (message.Length > 0)
            Assert.Contains(flaws, found => found.Contains(message, StringComparison.Ordinal));
        else
            Assert.Equal((1, 1), (loaded.Length, console.Length));
    }
}
