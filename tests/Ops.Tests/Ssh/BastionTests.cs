using Enginsight.Ops.Http;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Tests.Load;
using Floor.Ssh;

namespace Enginsight.Ops.Tests.Ssh;

/// <summary>A real sshd as the bastion, and load through it to a server that this machine would reach as well.</summary>
public sealed class BastionTests : IDisposable
{
    private const int Many = 40;
    private readonly SshServer _host = new();
    private readonly Bastion _bastion;

    public BastionTests() => _bastion = new Bastion(_host.Login().Target);

    [Fact]
    public async Task ConnectAsync_ManyClientsOfALoad_LoseNothingAndShareOneLogin()
    {
        await using var server = new ScriptedServer([.. Enumerable.Repeat(ScriptedServer.Ok, 1_000)]);
        var load = new LoadGenerator(To(server) with { Clients = Many, MaxRequests = 2_000 });

        await load.RunAsync(CancellationToken.None);

        var report = load.Recorder.Take();
        Assert.Equal((2_000, 0, 0), (report.Requests, report.Failures, report.Repeats));
        Assert.Equal((Many, 1), (server.Connections, _host.Logins));
    }

    [Fact]
    public async Task ConnectAsync_ManyWebSockets_AreOpenTogether()
    {
        var server = new ScriptedServer(["websocket 0", "hang"]);
        var recorder = new LoadRecorder();
        using var end = new CancellationTokenSource();
        using var opening = new SemaphoreSlim(Many);
        var sockets = Enumerable.Range(0, Many)
            .Select(_ => new LoadWebSocket(To(server), recorder, "localhost", opening).RunAsync(end.Token))
            .ToArray();

        await Wait.UntilAsync("all are open", () => recorder.OpenWebSockets() == Many);

        Assert.Equal((0, Many, 1), (recorder.Take().UncleanCloses, server.Connections, _host.Logins));
        await end.CancelAsync();
        await server.DisposeAsync();
        await Task.WhenAll(sockets);
    }

    [Fact]
    public async Task ConnectAsync_AfterTheBastionHungUp_LogsInAgain()
    {
        await using var server = new ScriptedServer([ScriptedServer.Ok]);
        var first = await _bastion.ConnectAsync("127.0.0.1", server.Address.Port, CancellationToken.None);
        _host.Drop();
        Assert.Equal(0, await first.ReadAsync(new byte[1]));

        await using var second = await _bastion.ConnectAsync("127.0.0.1", server.Address.Port, CancellationToken.None);

        Assert.Equal(2, _host.Logins);
    }

    /// <summary>A network that dies says nothing, and what runs through it would wait for ever.</summary>
    [Fact]
    public async Task ConnectAsync_BastionFallsSilent_EndsWhatRunsThroughIt()
    {
        await using var server = new ScriptedServer(["hang"]);
        using var bastion = new Bastion(
            _host.Login().Target, new SshLiveness(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        await using var near = await bastion.ConnectAsync("127.0.0.1", server.Address.Port, CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        _host.Freeze();

        Assert.Equal(0, await near.ReadAsync(new byte[1], limit.Token));
    }

    [Fact]
    public async Task ConnectAsync_LoginIsRefused_IsTriedOnce()
    {
        var target = _host.Login().Target with { PrivateKey = _host.Key("stranger") };
        using var bastion = new Bastion(target);

        var failures = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            Assert.ThrowsAsync<BastionException>(() => bastion.ConnectAsync("127.0.0.1", 9, CancellationToken.None))));

        Assert.All(failures, failure => Assert.Equal(
            $"the bastion {target} refuses the login; is the public key in the user's authorized_keys?",
            failure.Message));
        await Wait.UntilAsync("sshd notes the refusal", () => Refusals() > 0);
        Assert.Equal(1, Refusals());
    }

    public void Dispose()
    {
        _bastion.Dispose();
        _host.Dispose();
    }

    private int Refusals() => _host.Key("log").Split('\n')
        .Count(line => line.Contains("authenticating user", StringComparison.Ordinal));

    private LoadPlan To(ScriptedServer server) => new()
    {
        Door = new Door(server.Address, null, Tls: false, Bastion: _bastion),
        Requests = [new LoadRequest("GET", "localhost")],
    };
}
