using System.Diagnostics;
using Floor.Files;

namespace Floor.Tests.Files;

public sealed class OperatorFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("operator-file");

    private string FilePath => Path.Combine(_folder.FullName, "Pulumi.prod.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_AnotherText_KeepsModeAndOwner()
    {
        File.WriteAllText(FilePath, "a: 1\n");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        if (Environment.UserName == "root")
            Run("chown", "nobody", FilePath);
        var before = Run("stat", "-c", "%a %U %G", FilePath);

        OperatorFile.Read(FilePath).Write("a: 2\n");

        Assert.Equal("a: 2\n", File.ReadAllText(FilePath));
        Assert.Equal(before, Run("stat", "-c", "%a %U %G", FilePath));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Write_FileBehindALink_ChangesWhatTheLinkLeadsTo()
    {
        var real = Path.Combine(_folder.CreateSubdirectory("elsewhere").FullName, "real.yaml");
        File.WriteAllText(real, "a: 1\n");
        File.CreateSymbolicLink(FilePath, "elsewhere/real.yaml");

        OperatorFile.Read(FilePath).Write("a: 2\n");

        Assert.Equal("elsewhere/real.yaml", new FileInfo(FilePath).LinkTarget);
        Assert.Equal("a: 2\n", File.ReadAllText(real));
    }

    [Theory]
    [InlineData("a: 1\r\nb: 2\r\n", "a: 3\r\nb: 2\r\n")]
    [InlineData("a: 1\nb: 2\n", "a: 3\nb: 2\n")]
    [InlineData("a: 1\nb: \"x\u2028y\"\n", "a: 3\nb: \"x\u2028y\"\n")]
    [InlineData("\uFEFFa: 1\nb: 2\n", "\uFEFFa: 3\nb: 2\n")]
    public void Write_FileOfAnotherSystem_KeepsItsLineEndsAndMark(string before, string after)
    {
        File.WriteAllBytes(FilePath, System.Text.Encoding.UTF8.GetBytes(before));
        var file = OperatorFile.Read(FilePath);

        file.Write(file.Text.Replace("a: 1", "a: 3", StringComparison.Ordinal));

        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(after), File.ReadAllBytes(FilePath));
        Assert.DoesNotContain('\r', file.Text);
    }

    [Fact]
    public void Write_FileChangedMeanwhile_IsLeftAlone()
    {
        File.WriteAllText(FilePath, "a: 1\n");
        var file = OperatorFile.Read(FilePath);
        File.WriteAllText(FilePath, "a: 2\n");

        Assert.Contains(
            "has been changed meanwhile", Assert.Throws<UserFileException>(() => file.Write("a: 3\n")).Message,
            StringComparison.Ordinal);
        Assert.Equal("a: 2\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Write_FileThatIsNotThere_MakesItWithItsFolder()
    {
        var path = Path.Combine(_folder.FullName, "stacks", "Pulumi.new.yaml");
        var file = OperatorFile.Read(path);
        Assert.Equal("", file.Text);

        file.Write("a: 1\n");
        file.Write("a: 2\n");

        Assert.Equal("a: 2\n", File.ReadAllText(path));
    }

    [Fact]
    public void Write_FileThatAnotherOneHasMade_IsLeftAlone()
    {
        var file = OperatorFile.Read(FilePath);
        File.WriteAllText(FilePath, "");

        Assert.Throws<UserFileException>(() => file.Write("a: 1\n"));
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
