namespace Enginsight.Infra.Tests.Files;

/// <summary>scripts/check-shell, which every shell file of the project has to pass.</summary>
public class ShellFileTests
{
    private static readonly string Check = ProjectFolder.At("scripts", "check-shell");

    [Fact]
    public async Task EveryShellFile_OfTheProject_PassesShellcheck() => (await Shell.RunAsync([Check])).Succeeded();

    [Theory]
    [InlineData("some.sh", "echo \"$nobody_sets_this\"", "nobody_sets_this is referenced but not assigned")]
    [InlineData("some.sh", "echo \"$NOBODY_SETS_THIS\"", "NOBODY_SETS_THIS is referenced but not assigned")]
    [InlineData("no-ending", "#!/bin/sh\n[[ a == b ]]", "[[ ]] is undefined")]
    [InlineData("sourced", "# A library.\n# shellcheck shell=bash\nrm $1", "Double quote to prevent globbing")]
    public async Task AnyShellFile_WithAMistake_IsFoundAndNamed(string name, string text, string finding)
    {
        using var folder = new Scratch();
        folder.Write(name, text + "\n");

        var check = (await Shell.RunAsync([Check, folder.Path])).Failed();

        Assert.Contains($"In ./{name} line", check.Output, StringComparison.Ordinal);
        Assert.Contains(finding, check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find . | grep -q some")]
    [InlineData("find . |\n  head -n 1")]
    [InlineData("find . \\\n  | awk '{ print; exit }'")]
    public async Task Pipe_WhoseReaderStopsEarly_IsFoundAndNamed(string text)
    {
        using var folder = new Scratch();
        folder.Write("some.sh", text + "\n");

        var check = (await Shell.RunAsync([Check, folder.Path])).Failed();

        Assert.Contains("In ./some.sh: a reader that stops early", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourcedFile_BelowInfraFiles_IsReadFromThere()
    {
        using var folder = new Scratch();
        Directory.CreateDirectory(folder.At("infra/Files/remote"));
        Directory.CreateDirectory(folder.At("ops"));
        folder.Write("infra/Files/remote/port.sh", "# shellcheck shell=bash disable=SC2034\nport=22\n");
        folder.Write("ops/some.sh", "source remote/port.sh\necho \"$port\"\n");

        (await Shell.RunAsync([Check, folder.Path])).Succeeded();
    }

    [Fact]
    public async Task FolderWithoutShellFiles_IsNotTakenForFine()
    {
        using var folder = new Scratch();

        var check = (await Shell.RunAsync([Check, folder.Path])).Failed();

        Assert.Contains("no shell file in", check.Error, StringComparison.Ordinal);
    }
}
