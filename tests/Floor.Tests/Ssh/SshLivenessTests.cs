using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class SshLivenessTests : IDisposable
{
    private readonly SshServer _server = SshServer.With("MaxSessions 2");

    [Fact]
    public async Task RunAsync_SilentCommandOnALiveServer_IsLeftAlone()
    {
        using var connection = await _server.ConnectAsync(new SshLiveness(Milliseconds(50), TimeSpan.FromSeconds(20)));

        Assert.Equal("awake\n", (await connection.RunAsync("sleep 1; echo awake")).Output);
    }

    [Fact]
    public async Task RunAsync_SilentCommandsThatFillTheServersSessions_AreLeftAlone()
    {
        using var connection = await _server.ConnectAsync(new SshLiveness(Milliseconds(50), TimeSpan.FromSeconds(20)));

        var results = await Task.WhenAll(
            connection.RunAsync("sleep 1; echo a"), connection.RunAsync("sleep 1; echo b"));

        Assert.Equal(["a\n", "b\n"], results.Select(result => result.Output));
    }

    [Fact]
    public async Task RunAsync_ServerFallsSilent_IsGivenUp()
    {
        using var connection = await _server.ConnectAsync(new SshLiveness(Milliseconds(50), Milliseconds(500)));
        using var scratch = new Scratch();
        var run = connection.RunAsync($"touch {scratch.At("up")}; sleep 60");
        await Wait.UntilAsync("the command begins", () => File.Exists(scratch.At("up")));

        _server.Freeze();
        var failure = await Assert.ThrowsAsync<SshFailureException>(() => run);

        Assert.Equal(SshFailureKind.Silent, failure.Kind);
        Assert.False(connection.Usable);
    }

    public void Dispose() => _server.Dispose();

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
