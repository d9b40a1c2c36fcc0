using System.Net;
using System.Net.Sockets;
using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class SshDialerTests : IAsyncLifetime
{
    private static readonly DialPatience Patient = new(30, TimeSpan.FromSeconds(30));

    private readonly SshServer _server = new();
    private readonly SshConnectionPool _pool = new(SshLiveness.Default);
    private readonly List<SshFailureException> _failures = [];

    [Fact]
    public async Task Dial_RefusedLogin_IsTriedOnce()
    {
        var failure = await FailAsync(_server.Target() with { PrivateKey = _server.Key("stranger") }, Patient);

        Assert.Equal((SshFailureKind.Login, 0), (failure.Kind, failure.FailedBefore));
        Assert.Empty(_failures);
        await Wait.UntilAsync("sshd notes the refusal", () => LinesWith("authenticating user") > 0);
        Assert.Equal(1, LinesWith("authenticating user"));
    }

    [Fact]
    public async Task Dial_AnotherHostKey_IsTriedOnceAndNotLoggedIn()
    {
        var failure = await FailAsync(_server.Target() with { HostKey = _server.Key("stranger.pub") }, Patient);

        Assert.Equal(SshFailureKind.HostKey, failure.Kind);
        Assert.Empty(_failures);
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task Dial_HostKeyOfATypeTheServerLacks_IsTriedOnce()
    {
        using var scratch = new Scratch();
        Shell.Run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", scratch.At("key"));

        var failure = await FailAsync(
            _server.Target() with { HostKey = await File.ReadAllTextAsync(scratch.At("key.pub")) }, Patient);

        Assert.Equal(0, failure.FailedBefore);
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task Dial_ServerThatClosesAtFirst_IsTriedAgain()
    {
        using var door = new TcpListener(IPAddress.Loopback, 0);
        door.Start();
        var port = ((IPEndPoint)door.LocalEndpoint).Port;
        var closing = Task.Run(async () =>
        {
            for (var i = 0; i < 2; i++)
                (await door.AcceptTcpClientAsync()).Close();
        });

        var failure = await FailAsync(_server.Target() with { Port = port }, new DialPatience(1, Patient.PerAttempt));
        await closing;

        Assert.Equal((SshFailureKind.Unreachable, 1), (failure.Kind, failure.FailedBefore));
        Assert.Single(_failures);
    }

    [Fact]
    public async Task Dial_Proxy_LeadsToTheTarget()
    {
        using var target = new SshServer();

        var result = await _pool.RunAsync(target.Target() with { Proxy = _server.Target() }, "echo through");

        Assert.Equal("through\n", result.Output);
        Assert.Equal((1, 1), (_server.Logins, target.Logins));
    }

    [Fact]
    public async Task Dial_ProxyThatForwardsOnly_LeadsToTheTarget()
    {
        using var proxy = SshServer.With("MaxSessions 0\nForceCommand /usr/sbin/nologin");

        var result = await _pool.RunAsync(_server.Target() with { Proxy = proxy.Target() }, "echo through");

        Assert.Equal("through\n", result.Output);
    }

    [Fact]
    public async Task Dial_ManyCommandsThroughAProxyThatTakesOneHandshakeAtATime_AllRun()
    {
        using var proxy = SshServer.With("MaxStartups 1");
        using var other = new SshServer();
        SshTarget[] targets = [_server.Target(), other.Target()];
        // Whoever looked whether the proxy listens may still take the one place.
        await _pool.RunAsync(proxy.Target(), "true", Patient);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => _pool.RunAsync(targets[i % 2] with { Proxy = proxy.Target() }, $"echo {i}")));

        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}\n"), results.Select(result => result.Output));
    }

    [Fact]
    public async Task Dial_ProxyRefusesTheLogin_SaysThatItIsTheProxyAndIsTriedOnce()
    {
        using var proxy = new SshServer();
        var failure = await FailAsync(
            _server.Target() with { Proxy = proxy.Target() with { PrivateKey = _server.PrivateKey } }, Patient);

        Assert.Equal((SshFailureKind.Login, true), (failure.Kind, failure.AtProxy));
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Dial_ProxyDoesNotReachTheTarget_SaysWho()
    {
        var target = _server.Target() with { Port = Loopback.FreePort(), Proxy = _server.Target() };

        var failure = await FailAsync(target, SshServers.Once);

        Assert.Equal((SshFailureKind.Unreachable, false), (failure.Kind, failure.AtProxy));
        Assert.Equal($"{_server.Target()} does not reach it (Connection refused)", failure.Message);
    }

    [Fact]
    public async Task Dial_ProxyDoesNotForward_SaysWho()
    {
        using var proxy = SshServer.With("AllowTcpForwarding no");

        var failure = await FailAsync(_server.Target() with { Proxy = proxy.Target() }, Patient);

        Assert.Equal((SshFailureKind.Forbidden, 0), (failure.Kind, failure.FailedBefore));
        Assert.Contains($"{proxy.Target()} does not forward to it", failure.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _pool.DisposeAsync();
        _server.Dispose();
    }

    private Task<SshFailureException> FailAsync(SshTarget target, DialPatience patience) =>
        Assert.ThrowsAsync<SshFailureException>(() => _pool.RunAsync(target, "true", patience, _failures.Add));

    private int LinesWith(string text) =>
        _server.Key("log").Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
}
