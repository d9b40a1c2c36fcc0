using Enginsight.Ops.Pages;

namespace Enginsight.Ops.Tests.Pages;

/// <summary>--report writes a page where it was told to, and nothing else is ever touched.</summary>
public sealed class PageFileTests : IDisposable
{
    private static readonly Html Page = Html.Of($"<p>new</p>");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ops-page");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_FileThatIsThere_IsReplacedAndNothingElseIsLeft()
    {
        File.WriteAllText(At("drill.html"), "old");

        new PageFile(At("drill.html")).Write(Page);

        Assert.Equal("<p>new</p>", File.ReadAllText(At("drill.html")));
        Assert.Equal([At("drill.html")], Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void Write_NewFile_HasTheModeThatTheUmaskGives()
    {
        File.WriteAllText(At("other"), "");

        new PageFile(At("drill.html")).Write(Page);

        Assert.Equal(File.GetUnixFileMode(At("other")), File.GetUnixFileMode(At("drill.html")));
    }

    [Fact]
    public void Write_SymbolicLink_StaysAndLeadsToTheNewPage()
    {
        File.WriteAllText(At("2026.html"), "old");
        File.CreateSymbolicLink(At("latest.html"), At("2026.html"));

        new PageFile(At("latest.html")).Write(Page);

        Assert.Equal(At("2026.html"), new FileInfo(At("latest.html")).LinkTarget);
        Assert.Equal("<p>new</p>", File.ReadAllText(At("2026.html")));
    }

    [Theory]
    [InlineData("", "needs the name of a page, such as --report report.html")]
    [InlineData("prod", "needs the name of a page, such as --report report.html; was 'prod'")]
    [InlineData(".html", "needs the name of a page")]
    [InlineData("FOLDER/folder.html", "is a folder; name another file")]
    [InlineData("FOLDER/nosuch/drill.html", "there is no folder FOLDER/nosuch; make it, or name another file")]
    [InlineData("FOLDER/device.html", "leads to /dev/null, which is no .html file; name another file")]
    [InlineData("/proc/drill.html", "/proc/drill.html cannot be written (")]
    public void PageFile_WhereNoPageCanBeWritten_IsRefusedInOneLine(string name, string message)
    {
        Directory.CreateDirectory(At("folder.html"));
        File.CreateSymbolicLink(At("device.html"), "/dev/null");

        var e = Assert.Throws<OpsException>(() => new PageFile(Placed(name)));

        Assert.StartsWith("--report", e.Message, StringComparison.Ordinal);
        Assert.Contains(Placed(message), e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.FullName).Length);
    }

    /// <summary>Before the stack is asked for anything, so before a VM is.</summary>
    [Theory]
    [InlineData("failover-drill prod --report", "--report needs the name of a page, such as --report report.html")]
    [InlineData("status prod --report", "--report needs the name of a page, such as --report report.html")]
    [InlineData("status prod --report=", "--report needs the name of a page")]
    [InlineData("failover-drill prod --report nosuch/drill.html", "there is no folder")]
    [InlineData("status prod --report nosuch/status.html", "there is no folder")]
    public void Tool_ReportThatCannotBeWritten_IsRefusedBeforeItBegins(string typed, string message)
    {
        using var project = new OpsProject();

        var (code, output, error) = project.Run(typed);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(project.Calls);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Placed(string text) => text.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal);
}
