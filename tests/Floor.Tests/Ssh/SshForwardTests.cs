using System.Net;
using System.Net.Sockets;
using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class SshForwardTests : IDisposable
{
    private const int Many = 40;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SshServer _server = new();
    private readonly TcpListener _far = new(IPAddress.Loopback, 0);

    public SshForwardTests() => _far.Start(Many);

    [Fact]
    public async Task OpenAsync_SomebodyListens_CarriesBothWays()
    {
        using var connection = await _server.ConnectAsync();
        var sent = new byte[5_000_000]; // more than fits in a channel's window
        Random.Shared.NextBytes(sent);
        var echoing = EchoAsync();

        await using var near = await OpenAsync(connection);
        var writing = near.WriteAsync(sent).AsTask();
        var received = new byte[sent.Length];
        await near.ReadExactlyAsync(received);
        await writing;

        Assert.Equal(sent, received);
        await near.DisposeAsync();
        await echoing;
    }

    [Fact]
    public async Task OpenAsync_FarSideHangsUp_EndsAfterWhatItSaid()
    {
        using var connection = await _server.ConnectAsync();
        await using var near = await OpenAsync(connection);
        using (var far = await _far.AcceptTcpClientAsync())
            await far.GetStream().WriteAsync("bye"u8.ToArray());

        using var reader = new StreamReader(near);

        Assert.Equal("bye", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task OpenAsync_NearSideHangsUp_FarSideSeesTheEnd()
    {
        using var connection = await _server.ConnectAsync();
        var near = await OpenAsync(connection);
        using var far = await _far.AcceptTcpClientAsync();
        await near.WriteAsync("bye"u8.ToArray());
        await near.DisposeAsync();

        using var reader = new StreamReader(far.GetStream());

        Assert.Equal("bye", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task OpenAsync_NobodyListens_SaysWhatTheServerSaw()
    {
        using var connection = await _server.ConnectAsync();
        _far.Stop();

        var failure = await Assert.ThrowsAsync<SshFailureException>(() => OpenAsync(connection));

        Assert.Equal((SshFailureKind.Unreachable, "Connection refused"), (failure.Kind, failure.Message));
    }

    [Theory]
    [InlineData("AllowTcpForwarding no")]
    [InlineData("DisableForwarding yes")]
    [InlineData("PermitOpen 127.0.0.1:9")]
    public async Task OpenAsync_ServerThatDoesNotForwardThere_IsToldFromOneThatDoesNotGetThere(string rule)
    {
        using var server = SshServer.With(rule);
        using var connection = await server.ConnectAsync();

        var failure = await Assert.ThrowsAsync<SshFailureException>(() => OpenAsync(connection));

        Assert.Equal(SshFailureKind.Forbidden, failure.Kind);
    }

    [Fact]
    public async Task OpenAsync_ServerIsGone_SaysThatTheConnectionIsLost()
    {
        using var connection = await _server.ConnectAsync();
        _server.Drop();
        await Wait.UntilAsync("the connection ends", () => !connection.Client.IsConnected);

        var failure = await Assert.ThrowsAsync<SshFailureException>(() => OpenAsync(connection));

        Assert.Equal(SshFailureKind.Lost, failure.Kind);
    }

    /// <summary>As of one that no longer answers: SSH.NET tells its channels of the server's farewells alone.</summary>
    [Fact]
    public async Task OpenAsync_ConnectionIsGivenUp_Ends()
    {
        using var connection = await _server.ConnectAsync();
        await using var near = await OpenAsync(connection);
        using var limit = new CancellationTokenSource(Limit);

        connection.Abandon();

        Assert.Equal(0, await near.ReadAsync(new byte[1], limit.Token));
    }

    /// <summary>The far side says nothing before all have come: none of them may wait for the end of another.</summary>
    [Fact]
    public async Task OpenAsync_ManyAtATime_AllAreThereTogether()
    {
        using var connection = await _server.ConnectAsync();
        using var limit = new CancellationTokenSource(Limit);
        var greeting = GreetAllAsync(limit.Token);

        var greeted = await Task.WhenAll(Enumerable.Range(0, Many).Select(async _ =>
        {
            await using var near = await OpenAsync(connection);
            return await near.ReadAsync(new byte[1], limit.Token);
        }));

        Assert.Equal(Enumerable.Repeat(1, Many), greeted);
        Assert.Equal(1, _server.Logins);
        await greeting;
    }

    /// <summary>sshd drops a whole connection for one packet on a channel that both sides have closed.</summary>
    [Fact]
    public async Task OpenAsync_FarSidesHangUpOnThoseWhoTalk_LeavesTheConnectionStanding()
    {
        using var connection = await _server.ConnectAsync();
        using var end = new CancellationTokenSource();
        var hangingUp = HangUpAsync(end.Token);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            {
                await using var near = await OpenAsync(connection);
                await TalkAsync(near);
            });
        await end.CancelAsync();
        await hangingUp;

        Assert.Equal("alive\n", (await connection.RunAsync("echo alive")).Output);
        Assert.Equal(1, _server.Logins);
    }

    public void Dispose()
    {
        _far.Dispose();
        _server.Dispose();
    }

    private Task<NetworkStream> OpenAsync(SshConnection connection) =>
        SshForward.OpenAsync(
        connection.Client, "127.0.0.1", ((IPEndPoint)_far.LocalEndpoint).Port, CancellationToken.None);

    private async Task EchoAsync()
    {
        using var client = await _far.AcceptTcpClientAsync();
        await client.GetStream().CopyToAsync(client.GetStream());
    }

    private async Task GreetAllAsync(CancellationToken limit)
    {
        var clients = new List<TcpClient>();
        while (clients.Count < Many)
            clients.Add(await _far.AcceptTcpClientAsync(limit));
        foreach (var client in clients)
        {
            await client.GetStream().WriteAsync("!"u8.ToArray());
            client.Dispose();
        }
    }

    private async Task HangUpAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                using var client = await _far.AcceptTcpClientAsync(end);
                await client.GetStream().ReadExactlyAsync(new byte[1], end);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or EndOfStreamException)
        {
            // The test has seen enough.
        }
    }

    private static async Task TalkAsync(NetworkStream near)
    {
        try
        {
            for (var i = 0; i < 50; i++)
            {
                await near.WriteAsync("still there?"u8.ToArray());
                await Task.Yield();
            }
        }
        catch (IOException)
        {
            // The far side has hung up.
        }
    }
}
