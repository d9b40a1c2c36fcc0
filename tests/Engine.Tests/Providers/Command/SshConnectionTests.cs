using System.Diagnostics;
using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using Floor.Ssh;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

public sealed class SshConnectionTests : IAsyncLifetime
{
    private static readonly ResourceRef Command = Resource("command:remote:Command");

    private readonly SshServer _server = new();
    private readonly PackageProvider _provider = Packages.Command(SshLiveness.Default);
    private readonly Recording _recording = new();

    [Fact]
    public async Task Connections_OfCommandsOneAfterAnother_AreReused()
    {
        for (var i = 0; i < 5; i++)
            await RunAsync("true");

        Assert.Equal(1, _server.Logins);
    }

    [Fact]
    public async Task Connections_OfManyCommandsAtATime_StayBelowTheServersSessions()
    {
        await RunAsync("true");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RunAsync("sleep 0.3")));

        Assert.InRange(_server.Logins, 2, 4);
    }

    [Fact]
    public async Task Connections_AfterDisposal_AreClosed()
    {
        await RunAsync("true");
        await _provider.DisposeAsync();

        Assert.Equal("0", Shell.Run("sh", "-c", $"ss -Htn state established 'sport = :{_server.Port}' | wc -l").Trim());
    }

    [Fact]
    public async Task PooledConnection_DroppedWhileIdle_IsDialledAgain()
    {
        await RunAsync("true");
        _server.Drop();

        var result = await RunAsync("echo again");

        Assert.Equal("again", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Connection_DroppedWhileTheCommandRuns_FailsAndDoesNotRunItTwice()
    {
        using var scratch = new Scratch();
        var count = Path.Combine(scratch.Path, "count");
        await RunAsync("true");
        var run = RunAsync($"echo run >> {count}; sleep 30");
        await Wait.UntilAsync("the command runs", () => File.Exists(count));

        _server.Drop();
        var error = await Assert.ThrowsAsync<ProviderException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.StartsWith(
            $"the connection to {Environment.UserName}@127.0.0.1:{_server.Port} broke while the command ran, which may "
            + "still run there: ", error.Message);
        Assert.Contains("running \"echo run", error.Message);
        Assert.Single(File.ReadAllLines(count));
    }

    [Fact]
    public async Task SilentCommand_OnALiveServer_IsLeftAlone()
    {
        await using var provider = Packages.Command(new SshLiveness(Milliseconds(50), TimeSpan.FromSeconds(5)));

        var result = await RunAsync(provider, "sleep 1; echo awake");

        Assert.Equal("awake", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task SilentServer_WhileTheCommandRuns_IsGivenUp()
    {
        await using var provider = Packages.Command(new SshLiveness(Milliseconds(50), Milliseconds(300)));
        var run = RunAsync(provider, "echo up; sleep 60");
        await Wait.UntilAsync("the command runs", () => _recording.Info.Contains("up"));

        _server.Freeze();
        var error = await Assert.ThrowsAsync<ProviderException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Contains("no answer for", error.Message);
    }

    [Fact]
    public async Task SilentServer_OfAPooledConnection_IsDialledAgain()
    {
        await using var provider = Packages.Command(new SshLiveness(Milliseconds(50), Milliseconds(500)));
        await RunAsync(provider, "true");

        _server.Freeze();
        var result = await RunAsync(provider, "echo again").WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("again", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task HostKey_OfAnotherServer_StopsBeforeAnythingIsSent()
    {
        using var other = new SshServer();

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync("true", ("hostKey", other.HostKey), ("dialErrorLimit", 30)));

        Assert.StartsWith("after 0 failed attempts: ssh: handshake failed: ssh: host key mismatch", error.Message);
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task HostKey_OfATypeTheServerLacks_Fails()
    {
        using var scratch = new Scratch();
        Shell.Run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", $"{scratch.Path}/key");

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync("true", ("hostKey", File.ReadAllText($"{scratch.Path}/key.pub")), ("dialErrorLimit", 0)));

        Assert.StartsWith("after 0 failed attempts: ssh: handshake failed: ", error.Message);
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task HostKey_NotGiven_AnyKeyIsAccepted()
    {
        var result = await RunAsync("echo in", ("hostKey", PropertyValue.Null));

        Assert.Equal("in", result.Outputs.GetString("stdout"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Dial_Refused_IsTriedOnceMoreThanTheLimit(int limit)
    {
        _server.Stop();

        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync("true", ("dialErrorLimit", limit)));
        _server.Start();

        Assert.StartsWith($"after {limit} failed attempts: dial tcp 127.0.0.1:{_server.Port}: connection refused",
            error.Message);
        Assert.Equal(limit, _recording.Lines.Count(
            line => line.Line.StartsWith("connecting to", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dial_ServerStartsLate_IsWaitedFor()
    {
        _server.Stop();
        var run = RunAsync("echo up", ("dialErrorLimit", -1));
        await Task.Delay(500);
        _server.Start();

        Assert.Equal("up", (await run).Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task Dial_WithAKeyTheServerDoesNotKnow_IsTriedOnce()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync("true", ("privateKey", _server.Key("stranger")), ("dialErrorLimit", 30)));

        Assert.Equal(
            "after 0 failed attempts: ssh: handshake failed: ssh: unable to authenticate, attempted methods "
            + "[none publickey], no supported methods remain", error.Message);
    }

    [Fact]
    public async Task Dial_SilentServer_EndsWithTheTimeout()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;

        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync("true", ("port", port), ("perDialTimeout", 1), ("dialErrorLimit", 0)));

        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 4);
    }

    [Fact]
    public async Task PrivateKey_Unreadable_FailsAtOnceWithoutQuotingIt()
    {
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync("true", ("privateKey", "not a key")));

        Assert.StartsWith("ssh: the private key cannot be read", error.Message);
        Assert.DoesNotContain("not a key", error.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task PrivateKey_WithPassphrase_Opens()
    {
        var result = await RunAsync(
            "echo in", ("privateKey", Secret(_server.LockedKey)), ("privateKeyPassword", Secret("open sesame")));

        Assert.Equal("in", result.Outputs.GetString("stdout"));
    }

    [Fact]
    public async Task AgentSocket_IsRefusedInWords()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => RunAsync("true", ("agentSocketPath", "/tmp/agent")));

        Assert.Contains("does not use an SSH agent", error.Message);
    }

    [Fact]
    public async Task Proxy_LeadsToTheTarget()
    {
        using var target = new SshServer();

        var result = await _provider.CheckAndCreateAsync(
            Command,
            Map(("connection", target.Connection(("proxy", _server.Connection()))), ("create", "echo through")),
            _recording.Context());

        Assert.Equal("through", result.Outputs.GetString("stdout"));
        Assert.Equal((1, 1), (_server.Logins, target.Logins));
    }

    [Fact]
    public async Task Proxy_Refused_SaysThatItIsTheProxy()
    {
        var proxy = _server.Connection(("port", Loopback.FreePort()), ("dialErrorLimit", 0));

        var error = await Assert.ThrowsAsync<ProviderException>(() => RunAsync("true", ("proxy", proxy)));

        Assert.StartsWith("proxy: after 0 failed attempts: dial tcp ", error.Message);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        _server.Dispose();
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private Task<ResourceResult> RunAsync(string create, params (string Name, PropertyValue Value)[] connection) =>
        RunAsync(_provider, create, connection);

    private Task<ResourceResult> RunAsync(
        PackageProvider provider, string create, params (string Name, PropertyValue Value)[] connection) =>
        provider.CheckAndCreateAsync(
            Command, Map(("connection", _server.Connection(connection)), ("create", create)), _recording.Context());
}
