using System.Diagnostics;
using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using Floor.Ssh;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

public sealed class RemoteCommandTests(SshServer server) : IClassFixture<SshServer>, IAsyncLifetime
{
    private static readonly ResourceRef Command = Resource("command:remote:Command");

    private readonly PackageProvider _provider = Packages.Command(SshLiveness.Default);
    private readonly Recording _recording = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    [Fact]
    public async Task Create_Prints_KeepsOutputWithoutOneNewline()
    {
        var result = await RunAsync("printf 'a\\n\\n'; echo oops >&2");

        Assert.Equal("a\n", result.Outputs.GetString("stdout"));
        Assert.Equal("oops", result.Outputs.GetString("stderr"));
        Assert.Matches("^it[0-9a-f]{8}$", result.Id);
    }

    [Fact]
    public async Task Create_WithoutCommand_MakesNoConnection()
    {
        var result = await _provider.CheckAndCreateAsync(
            Command, Map(("connection", server.Connection(("port", 1)))), _recording.Context());

        Assert.Equal("", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_ExitsWithError_SaysStatusCommandAndOutput()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync("echo \"hi\"; exit 5"));

        Assert.Equal("Process exited with status 5: running \"echo \\\"hi\\\"; exit 5\":\nhi\n", error.Message);
    }

    [Fact]
    public async Task Create_KilledBySignal_SaysSignal()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync("kill -KILL $$"));

        Assert.Contains("from signal KILL", error.Message);
    }

    [Fact]
    public async Task Create_SecretCommandFails_KeepsTheTextToItself()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync(Secret("echo hush; exit 1")));

        Assert.DoesNotContain("hush", error.Message);
    }

    [Theory]
    [InlineData(null, new[] { "out", "err" })]
    [InlineData("stdout", new[] { "out" })]
    [InlineData("stderr", new[] { "err" })]
    [InlineData("none", new string[0])]
    public async Task Create_Logging_ShowsOnlyTheChosenStreams(string? logging, string[] shown)
    {
        await RunAsync("echo out; echo err >&2", ("logging", logging is null ? PropertyValue.Null : logging));

        Assert.Equal(shown.Order(), _recording.Info.Order());
    }

    [Fact]
    public async Task Create_LineIsShownBeforeTheCommandEnds()
    {
        using var flag = new Scratch();
        var gate = Path.Combine(flag.Path, "go");
        var run = RunAsync($"echo started; while [ ! -e {gate} ]; do sleep 0.05; done");

        await Wait.UntilAsync("the line is shown", () => _recording.Info.Contains("started"));
        Assert.False(run.IsCompleted);
        File.WriteAllText(gate, "");
        await run;
    }

    [Fact]
    public async Task Create_LineOf100Kilobytes_ArrivesWhole()
    {
        var result = await RunAsync("head -c 102400 /dev/zero | tr '\\0' x; echo");

        Assert.Equal(new string('x', 102400), result.Outputs.GetString("stdout"));
        Assert.Equal(102400, Assert.Single(_recording.Info).Length);
    }

    [Fact]
    public async Task Create_OutputOf20Megabytes_ArrivesWhole()
    {
        var result = await RunAsync("seq 1 2500000", ("logging", "none"));

        Assert.EndsWith("\n2500000", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_StdinOfAMegabyte_ArrivesWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 65536).Select(i => $"{i:x15}\n"));

        var result = await RunAsync("sha256sum | cut -c1-64", ("stdin", Secret(text)));

        var expected = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_WithoutStdin_CommandReadsEndOfInput()
    {
        var result = await RunAsync("cat; echo done").WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("done", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_CommandIgnoresItsInput_IsNoError()
    {
        var result = await RunAsync("true", ("stdin", new string('x', 4 << 20))).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_EnvironmentThatServerAccepts_IsSet()
    {
        var result = await RunAsync("echo $ALLOWED", ("environment", Object(("ALLOWED", "yes"))));

        Assert.Equal("yes", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Create_EnvironmentThatServerRefuses_FailsBeforeTheCommand()
    {
        using var scratch = new Scratch();
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync($"touch {scratch.Path}/ran", ("environment", Object(("FOO", "no")))));

        Assert.Equal("could not set environment variable \"FOO\": ssh: setenv failed", error.Message);
        Assert.Empty(Directory.EnumerateFiles(scratch.Path));
        Assert.Contains(_recording.Lines, line =>
            line.Line.StartsWith("Unable to set 'FOO'. This only works", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_PreviousOutput_IsInTheEnvironmentUnlessUnwanted()
    {
        var inputs = Map(
            ("connection", server.Connection()), ("create", "echo first"),
            ("update", "echo was $PULUMI_COMMAND_STDOUT"));
        var created = await _provider.CheckAndCreateAsync(Command, inputs, _recording.Context());

        var updated = await _provider.UpdateAsync(
            Command, created.Id!, inputs, created.Outputs, inputs, _recording.Context());
        var plain = await _provider.UpdateAsync(
            Command, created.Id!, inputs, created.Outputs, inputs.Set("addPreviousOutputInEnv", false),
            _recording.Context());

        Assert.Equal("was first", updated.Outputs.GetString("stdout"));
        Assert.Equal("was", plain.Outputs.GetString("stdout"));
        Assert.Equal(created.Id, updated.Id);
    }

    [Fact]
    public async Task Update_WithoutUpdateCommand_RunsCreateAgain()
    {
        var inputs = Map(("connection", server.Connection()), ("create", "echo again"));

        var updated = await _provider.UpdateAsync(Command, "id", inputs, Map(), inputs, _recording.Context());

        Assert.Equal("again", updated.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Delete_RunsTheDeleteCommandOfTheState()
    {
        using var scratch = new Scratch();
        var outputs = Map(("connection", server.Connection()), ("delete", $"touch {scratch.Path}/gone"),
            ("stdout", ""));

        await _provider.DeleteAsync(Command, "id", outputs, outputs, _recording.Context());

        Assert.True(File.Exists($"{scratch.Path}/gone"));
    }

    [Fact]
    public async Task Create_Cancelled_ReturnsSoonAndClosesTheChannel()
    {
        using var scratch = new Scratch();
        using var cancel = new CancellationTokenSource();
        var (started, ended) = ($"{scratch.Path}/started", $"{scratch.Path}/ended");
        // sshd passes no signals on to root's processes; what they notice is that their output leads nowhere.
        var run = RunAsync(
            _recording.Context(cancellation: cancel.Token),
            $"trap 'touch {ended}' EXIT; touch {started}; while sleep 0.1; do echo tick || exit; done");
        await Wait.UntilAsync("the command runs", () => File.Exists(started));

        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<ProviderException>(() => run);

        Assert.StartsWith("canceled: running ", error.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        await Wait.UntilAsync("the command ends", () => File.Exists(ended), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Create_LongerThanItsTimeout_Fails()
    {
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync(_recording.Context(timeout: TimeSpan.FromSeconds(1)), "sleep 60"));

        Assert.StartsWith("context deadline exceeded: running \"sleep 60\"", error.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    private Task<ResourceResult> RunAsync(PropertyValue create, params (string Name, PropertyValue Value)[] others) =>
        RunAsync(_recording.Context(), create, others);

    private Task<ResourceResult> RunAsync(
        OperationContext context, PropertyValue create, params (string Name, PropertyValue Value)[] others) =>
        _provider.CheckAndCreateAsync(
            Command, Map(("connection", server.Connection()), ("create", create)).Merge(Map(others)), context);
}
