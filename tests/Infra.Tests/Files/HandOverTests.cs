using System.Net;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Which requests another server gets when theirs fails, by the rendered site in Debian's nginx.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private static readonly string[] Addresses = ["127.0.13.1", "127.0.13.2"];
    private readonly int _port = Loopback.FreePort();
    private readonly SemaphoreSlim _held = new(0);
    private TinyServer[] _servers = [];
    private RunningSite _site = null!;

    public Task InitializeAsync()
    {
        _servers = [.. Addresses.Select(address => new TinyServer(IPAddress.Parse(address), _port, _held))];
        _site = new RunningSite(SettingsReader.Read(Config.Site()), _port, Addresses);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _held.Release(100);
        await _site.DisposeAsync();
        foreach (var server in _servers)
            server.Abort();
        _held.Dispose();
    }

    [Fact]
    public async Task Get_OnAServerThatDies_IsAnsweredByAnother()
    {
        var request = _site.SendAsync(HttpMethod.Get, "/hold");
        var first = await DieAsync();
        _held.Release(2); // the dead one would take the only one

        Assert.Equal((200, Addresses[1 - first]), await request);
    }

    /// <summary>The server may have acted on it. Red with non_idempotent in proxy_next_upstream.</summary>
    [Fact]
    public async Task Post_OnAServerThatDies_IsSentToNoOther()
    {
        var request = _site.SendAsync(HttpMethod.Post, "/hold");
        var first = await DieAsync();

        Assert.Equal(502, (await request).Status);
        Assert.Equal(0, _servers[1 - first].Requests);
    }

    /// <summary>Nothing was sent to it, so this may be repeated too.</summary>
    [Fact]
    public async Task Post_WhileAServerRefuses_IsAnsweredByTheOther()
    {
        _servers[0].Abort();

        for (var i = 0; i < 4; i++)
            Assert.Equal((200, Addresses[1]), await _site.SendAsync(HttpMethod.Post, "/"));
    }

    /// <summary>What the application answers is its answer. Red with http_503 in proxy_next_upstream.</summary>
    [Fact]
    public async Task Answer_Of503_IsAskedOfNoOther()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal(503, (await _site.SendAsync(HttpMethod.Get, "/503")).Status);

        Assert.Equal(10, _servers.Sum(server => server.Requests));
    }

    /// <summary>Ends the server that has the request; its number.</summary>
    private async Task<int> DieAsync()
    {
        await Wait.UntilAsync("a server has the request", () => _servers.Any(server => server.Requests > 0));
        var number = _servers[0].Requests > 0 ? 0 : 1;
        _servers[number].Abort();
        return number;
    }
}
