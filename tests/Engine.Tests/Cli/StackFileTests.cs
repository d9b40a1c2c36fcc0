namespace Engine.Tests.Cli;

/// <summary>The stack file is the operator's: an edit changes what it must and nothing else of it.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class StackFileTests : IDisposable
{
    private readonly CliProject _project = new();

    private string StackFile => _project.At("Pulumi.dev.yaml");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task ConfigSet_FileIsPrivate_StaysPrivate()
    {
        await _project.InitAsync();
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(StackFile, mode);

        await _project.OutputAsync("config", "set", "k", "v");

        Assert.Equal(mode, File.GetUnixFileMode(StackFile));
    }

    [Fact]
    public async Task ConfigSet_FileIsALink_ChangesWhatItNames()
    {
        await _project.InitAsync();
        File.Move(StackFile, _project.At("elsewhere.yaml"));
        File.CreateSymbolicLink(StackFile, "elsewhere.yaml");

        await _project.OutputAsync("config", "set", "k", "v");

        Assert.Equal("elsewhere.yaml", new FileInfo(StackFile).LinkTarget);
        Assert.Contains("proj:k: v", _project.Read("elsewhere.yaml"));
    }

    [Fact]
    public async Task ConfigSet_FileHasWindowsLineEnds_KeepsThem()
    {
        await _project.InitAsync();
        File.WriteAllText(StackFile, _project.Read("Pulumi.dev.yaml").ReplaceLineEndings("\r\n"));

        await _project.OutputAsync("config", "set", "k", "v");

        var text = _project.Read("Pulumi.dev.yaml");
        Assert.Contains("  proj:k: v\r\n", text);
        Assert.Equal(text, text.ReplaceLineEndings("\r\n"));
    }
}
