using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class SshConnectionPoolTests : IAsyncLifetime
{
    private readonly SshConnectionPool _pool = new(SshLiveness.Default);

    /// <summary>With one place for a handshake and one for a session sshd throws out whoever comes too early.</summary>
    [Fact]
    public async Task UseAsync_ManyAtATimeWithAServerThatTakesOneOfEverything_AllRun()
    {
        using var server = SshServer.With("MaxStartups 1\nMaxSessions 1");
        // Whoever looked whether the server listens may still take the one place.
        await _pool.RunAsync(server.Target(), "true", new DialPatience(30, null));
        var thrownOut = ThrownOut(server);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => _pool.RunAsync(server.Target(), $"sleep 0.2; echo {i}")));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}\n"), results.Select(result => result.Output));
        Assert.Equal(thrownOut, ThrownOut(server));
    }

    [Fact]
    public async Task UseAsync_ManyAtATime_ShareOneHandshake()
    {
        using var server = new SshServer();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _pool.RunAsync(server.Target(), "sleep 0.2")));

        Assert.Equal(1, server.Logins);
    }

    [Fact]
    public async Task UseAsync_MoreThanTheServersSessions_TakeAsManyConnectionsAsTheyNeed()
    {
        using var server = SshServer.With("MaxSessions 4");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _pool.RunAsync(server.Target(), "sleep 1")));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _pool.RunAsync(server.Target(), "true")));

        Assert.InRange(server.Logins, 2, 6);
    }

    [Fact]
    public async Task UseAsync_ServerThatTakesNoSessions_SaysSo()
    {
        using var server = SshServer.With("MaxSessions 0");

        var failure = await Assert.ThrowsAsync<SshFailureException>(() => _pool.RunAsync(server.Target(), "true"));

        Assert.Equal(SshFailureKind.Sessions, failure.Kind);
        Assert.Contains("MaxSessions", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseAsync_CommandThatLeftSomethingRunning_OthersFindRoom()
    {
        using var server = SshServer.With("MaxSessions 1");
        await _pool.RunAsync(server.Target(), "sleep 30 >/dev/null 2>&1 </dev/null &");

        Assert.Equal("room\n", (await _pool.RunAsync(server.Target(), "echo room")).Output);
    }

    [Fact]
    public async Task UseAsync_ConnectionBreaksWhileTheCommandRuns_SaysThatItHadBegun()
    {
        using var server = new SshServer();
        using var scratch = new Scratch();
        var run = _pool.RunAsync(server.Target(), $"echo run >> {scratch.At("count")}; sleep 30");
        await Wait.UntilAsync("the command begins", () => File.Exists(scratch.At("count")));

        server.Drop();
        var failure = await Assert.ThrowsAsync<SshFailureException>(() => run);

        Assert.Equal((SshFailureKind.Lost, true, server.Target()), (failure.Kind, failure.HadBegun, failure.Target));
        Assert.Single(await File.ReadAllLinesAsync(scratch.At("count")));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _pool.DisposeAsync();

    private static int ThrownOut(SshServer server) =>
        server.Key("log").Split('\n').Count(line => line.Contains("past MaxStartups", StringComparison.Ordinal));
}
