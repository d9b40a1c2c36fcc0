using System.Diagnostics;

namespace Enginsight.Ops.Tests.Scripts;

/// <summary>
/// When scripts build what they run. dotnet is a stand-in: it writes down what it is asked for, and runs a program for as
/// long as a file says.
/// </summary>
public sealed class BuildTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/bash
        log() { echo "$*" >>"$LOG"; }
        if [ "$1" = build ]; then log "build $(basename "$2" .csproj)"; exit; fi
        log "run $2"
        [ -z "${3-}" ] || "./scripts/$3" child
        while [ -e "$GO_ON/$2" ]; do sleep 0.02; done
        log "end $2"
        """;

    private readonly ScriptFolder _folder = new();
    private readonly Scratch _files = new();

    public BuildTests()
    {
        foreach (var folder in new[] { "floor", "engine", "infra", "ops", "tests/Engine.Bench" })
            Directory.CreateDirectory(Path.Combine(_folder.Root, folder));
        foreach (var file in new[] { "Directory.Build.props", ".editorconfig" })
            File.WriteAllText(Path.Combine(_folder.Root, file), "");
        EditSources("one");
        File.SetUnixFileMode(_files.Write("dotnet", Dotnet), (UnixFileMode)0b111_101_101);
        File.WriteAllText(Log, "");
    }

    private string Log => _files.At("log");

    public void Dispose()
    {
        _folder.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Build_SourcesAreThoseOfTheLastBuild_IsSpared()
    {
        await RunAsync("ops", "a");
        await RunAsync("ops", "b");

        Assert.Equal(["build Enginsight.Ops", "run a", "end a", "run b", "end b"], Lines());
    }

    [Theory]
    [InlineData("ops", "Enginsight.Ops")]
    [InlineData("pulumi", "Enginsight.Infra")]
    public async Task Build_SourcesHaveChanged_IsDoneAgain(string script, string program)
    {
        await RunAsync(script, "a");
        EditSources("two");
        await RunAsync(script, "b");

        Assert.Equal(["build " + program, "run a", "end a", "build " + program, "run b", "end b"], Lines());
    }

    /// <summary>The first status, while the first up takes its time.</summary>
    [Fact]
    public async Task Build_AnotherProgramOfTheSameSourcesRuns_WaitsForNobody()
    {
        _files.Write("long", "");
        using var running = Start("pulumi", "long");
        await Wait.UntilAsync("it runs", () => Lines().Contains("run long"));

        await RunAsync("ops", "first");

        Assert.Equal(
            ["build Enginsight.Infra", "run long", "build Enginsight.Ops", "run first", "end first"], Lines());
        File.Delete(_files.At("long"));
        await EndAsync(running);
    }

    /// <summary>A pull under a running up, and status by cron. Red without wait_for_programs.</summary>
    [Fact]
    public async Task Build_AProgramRuns_WaitsForItsEnd()
    {
        _files.Write("long", "");
        using var running = Start("pulumi", "long");
        await Wait.UntilAsync("it runs", () => Lines().Contains("run long"));
        EditSources("two");

        using var second = Start("ops", "second");
        await Wait.UntilAsync("it says that it waits", async () =>
            await second.StandardError.ReadLineAsync() is { } line && line.StartsWith("waiting", StringComparison.Ordinal));
        Assert.Equal(["build Enginsight.Infra", "run long"], Lines());
        File.Delete(_files.At("long"));
        await EndAsync(running);
        await EndAsync(second);

        Assert.Equal(["end long", "build Enginsight.Ops", "run second", "end second"], Lines()[2..]);
    }

    /// <summary>Red without hold_program's variable: each would wait for the other.</summary>
    [Fact]
    public async Task Build_ForAProgramThatStartsAnother_IsOfTheVersionItBeganWith()
    {
        await RunAsync("pulumi", "before");
        await RunAsync("ops", "before");
        File.WriteAllText(Log, "");
        var late = Path.Combine(_folder.Root, "scripts", "late");
        File.WriteAllText(late, "#!/bin/bash\necho other >infra/source.cs\nexec ./scripts/pulumi \"$@\"\n");
        File.SetUnixFileMode(late, (UnixFileMode)0b111_101_101);

        await RunAsync("ops", "rollback", "late");

        Assert.Equal(["run rollback", "run child", "end child", "end rollback"], Lines());
    }

    private void EditSources(string text) => File.WriteAllText(Path.Combine(_folder.Root, "infra", "source.cs"), text);

    private string[] Lines() => File.ReadAllLines(Log);

    private async Task RunAsync(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        await EndAsync(process);
    }

    private Process Start(string script, params string[] arguments) => Shell.Start(
        ["bash", Path.Combine(_folder.Root, "scripts", script), .. arguments],
        _folder.Root,
        environment: new Dictionary<string, string>
        {
            ["PATH"] = $"{_files.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["PulumiSdk"] = "embedded",
            ["LOG"] = Log,
            ["GO_ON"] = _files.Path,
        });

    private static async Task EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
    }
}
