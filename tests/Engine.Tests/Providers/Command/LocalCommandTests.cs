using System.Diagnostics;
using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using Floor.Ssh;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

public sealed class LocalCommandTests
{
    private static readonly ResourceRef Command = Resource("command:local:Command");

    private readonly PackageProvider _provider = Packages.Command(SshLiveness.Default);
    private readonly Recording _recording = new();

    [Fact]
    public async Task Create_Prints_KeepsOutputWithoutOneNewlineAndShowsLines()
    {
        var result = await RunAsync(("create", "printf 'a\\n\\n'; echo oops >&2"));

        Assert.Equal("a\n", result.Outputs.GetString("stdout"));
        Assert.Equal("oops", result.Outputs.GetString("stderr"));
        Assert.Equal(["", "a", "oops"], _recording.Info.Order());
    }

    [Fact]
    public async Task Create_Fails_SaysStatusCommandAndOutput()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync(("create", "echo hi; exit 3")));

        Assert.Equal("exit status 3: running \"echo hi; exit 3\":\nhi\n", error.Message);
    }

    [Fact]
    public async Task Create_WithDirectoryEnvironmentAndInput_UsesThem()
    {
        using var scratch = new Scratch();

        var result = await RunAsync(
            ("create", "pwd; echo $NAME; cat"), ("dir", scratch.Path), ("environment", Object(("NAME", "value"))),
            ("stdin", "input"));

        Assert.Equal($"{scratch.Path}\nvalue\ninput", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_WithInterpreter_GivesItTheText()
    {
        var result = await RunAsync(("create", "one two"), ("interpreter", List("/usr/bin/printf", "%s!")));

        Assert.Equal("one two!", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_DirectoryMissing_FailsInWords()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync(("create", "true"), ("dir", "/does/not/exist")));

        Assert.Equal("chdir /does/not/exist: no such file or directory: running \"true\"", error.Message);
    }

    [Fact]
    public async Task Update_PreviousOutput_IsInTheEnvironment()
    {
        var inputs = Map(("update", "echo \"[$PULUMI_COMMAND_STDOUT] [${PULUMI_COMMAND_STDERR-unset}]\""));

        var updated = await _provider.UpdateAsync(
            Command, "id", inputs, Map(("stdout", "before"), ("stderr", "")), inputs, _recording.Context());

        Assert.Equal("[before] [unset]", updated.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_Cancelled_KillsTheWholeTree()
    {
        using var scratch = new Scratch();
        using var cancel = new CancellationTokenSource();
        var pid = Path.Combine(scratch.Path, "pid");
        var run = _provider.CreateAsync(
            Command, Map(("create", $"sh -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; sleep 60; true'; true")),
            _recording.Context(cancellation: cancel.Token));
        await Wait.UntilAsync("the command runs", () => File.Exists(pid));

        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<ProviderException>(() => run);

        Assert.StartsWith("signal: killed: running ", error.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        Assert.False(Shell.IsRunning(File.ReadAllText(pid)));
    }

    private Task<ResourceResult> RunAsync(params (string Name, PropertyValue Value)[] inputs) =>
        _provider.CheckAndCreateAsync(Command, Map(inputs), _recording.Context());
}
