using Engine.Files;

namespace Engine.Tests.Workspace;

public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    private string Target => Path.Combine(_directory, "state.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Write_NewFile_IsItsOwnersOnly()
    {
        PrivateFile.WriteText(Target, "new");

        Assert.Equal(Private, File.GetUnixFileMode(Target));
    }

    [Theory]
    [InlineData(Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData(Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserRead)]
    public void Write_FileThatIsThere_KeepsItsMode(UnixFileMode mode)
    {
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, mode);

        PrivateFile.WriteText(Target, "new");

        Assert.Equal(("new", mode), (File.ReadAllText(Target), File.GetUnixFileMode(Target)));
    }

    [Fact]
    public void Write_ThroughALink_ReplacesWhatItNames()
    {
        var link = Path.Combine(_directory, "link.json");
        File.WriteAllText(Target, "old");
        File.CreateSymbolicLink(link, "state.json");

        PrivateFile.WriteText(link, "new");

        Assert.Equal("state.json", new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(2, Directory.GetFiles(_directory).Length);
    }
}
