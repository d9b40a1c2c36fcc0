using System.Net;

namespace Enginsight.Infra.Tests.Files;

/// <summary>balancer.lua in Debian's nginx: who gets a request, and what is known of those that run.</summary>
public sealed class BalancerTests : IAsyncLifetime
{
    private const string One = "127.0.11.1";
    private const string Two = "127.0.11.2";
    private const string Away = "127.0.11.3";
    private readonly int _port = Loopback.FreePort();
    private readonly List<TinyServer> _servers = [];
    private readonly SemaphoreSlim _held = new(0);
    private LuaNginx _nginx = null!;

    public Task InitializeAsync()
    {
        Serve(One);
        Serve(Two);
        _nginx = new LuaNginx(_port);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _held.Release(100);
        await _nginx.DisposeAsync();
        foreach (var server in _servers)
            server.Abort();
        _held.Dispose();
    }

    [Fact]
    public async Task Servers_BothIn_TakeTurns()
    {
        await TellAsync($"{One} in,{Two} in");

        Assert.Equal((5, 5), Counts(await _nginx.AnswersAsync(10)));
    }

    [Fact]
    public async Task Server_Out_GetsNoRequestFromTheNextOneOn_AndIsBackTheSameWay()
    {
        await TellAsync($"{One} in,{Two} out");
        Assert.Equal((10, 0), Counts(await _nginx.AnswersAsync(10)));

        await TellAsync($"{One} in,{Two} in");
        Assert.Equal((5, 5), Counts(await _nginx.AnswersAsync(10)));
    }

    [Fact]
    public async Task Server_UnhealthyOnThisPort_GetsNoRequest()
    {
        await TellAsync($"{One} in,{Two} in", $"{One} {_port},{Two} {_port + 1}");

        Assert.Equal((0, 10), Counts(await _nginx.AnswersAsync(10)));
    }

    /// <summary>A verdict may be wrong, and none to ask would be an outage for certain.</summary>
    [Fact]
    public async Task Servers_AllUnhealthy_GetRequestsAllTheSame()
    {
        await TellAsync($"{One} in,{Two} in", $"{One} {_port},{Two} {_port}");

        Assert.Equal((5, 5), Counts(await _nginx.AnswersAsync(10)));
    }

    [Fact]
    public async Task Server_Refusing_HandsEveryRequestOn()
    {
        await TellAsync($"{Away} in,{One} in");

        Assert.Equal((10, 0), Counts(await _nginx.AnswersAsync(10)));
        Assert.Equal(200, (await _nginx.SendAsync(HttpMethod.Post)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData($"{Away} in")]
    public async Task Servers_None_IsAnAnswerAtOnce(string servers)
    {
        await TellAsync(servers);

        Assert.Equal(502, (await _nginx.SendAsync(HttpMethod.Get)).Status);
    }

    /// <summary>What an application answers is its answer, and takes no server out.</summary>
    [Fact]
    public async Task Answer_Of503_GoesToTheClientAndServersGoOn()
    {
        await TellAsync($"{One} in,{Two} in");

        for (var i = 0; i < 20; i++)
            Assert.Equal(503, (await _nginx.SendAsync(HttpMethod.Get, "503")).Status);
        Assert.Equal((5, 5), Counts(await _nginx.AnswersAsync(10)));
    }

    [Fact]
    public async Task Request_UnderWay_IsCountedUntilItHasEnded()
    {
        await TellAsync($"{One} in");
        var request = _nginx.SendAsync(HttpMethod.Post, "hold");
        await UntilAsync($"server {One} in 1");

        _nginx.Tell($"{One} out", "");
        await UntilAsync($"server {One} out 1");
        _held.Release();

        Assert.Equal(200, (await request).Status);
        await UntilAsync($"server {One} out 0");
    }

    [Fact]
    public async Task Request_CutOnAServerThatIsOut_IsNamed()
    {
        await TellAsync($"{One} in");
        var request = _nginx.SendAsync(HttpMethod.Post, "hold?token=secret");
        await UntilAsync($"server {One} in 1");
        _nginx.Tell($"{One} out", "");
        await UntilAsync($"server {One} out 1");

        _servers[0].Abort();

        Assert.Equal(502, (await request).Status);
        await UntilAsync($"cut {One} POST /hold");
    }

    [Fact]
    public async Task Servers_FiveHundred_AllGetTheirTurn()
    {
        string[] addresses =
            [One, Two, .. Enumerable.Range(0, 498).Select(i => $"127.0.{12 + (i / 200)}.{1 + (i % 200)}")];
        foreach (var address in addresses.Skip(2))
            Serve(address);
        await TellAsync(string.Join(',', addresses.Select(address => $"{address} in")));

        Assert.Equal(addresses.Order(), (await _nginx.AnswersAsync(500)).Order());
        Assert.Equal(500, (await _nginx.AskAsync()).Length);
    }

    /// <summary>Red with a smaller lua_shared_dict: counts that find no room push out others.</summary>
    [Fact]
    public async Task SharedMemory_HoldsTheCountsOfFiveHundredServersAndTheWorkersOfSixtyFourProcessorsTwice()
    {
        await TellAsync($"{One} in");

        Assert.Equal("all kept", await _nginx.CountAsync(servers: 500, workers: 128));
    }

    private async Task TellAsync(string servers, string unhealthy = "")
    {
        _nginx.Tell(servers, unhealthy);
        await _nginx.AskAsync();
    }

    private async Task UntilAsync(string line) =>
        await Wait.UntilAsync($"'{line}' is told", async () => (await _nginx.AskAsync()).Contains(line));

    private static (int One, int Two) Counts(string[] answers) =>
        (answers.Count(answer => answer == One), answers.Count(answer => answer == Two));

    private void Serve(string address) => _servers.Add(new TinyServer(IPAddress.Parse(address), _port, _held));
}
