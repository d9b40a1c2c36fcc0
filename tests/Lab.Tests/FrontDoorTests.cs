using System.Net;
using System.Net.WebSockets;
using System.Text;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>What clients see through the load balancer.</summary>
[Collection(LabCollection.Name)]
public class FrontDoorTests(LabFixture lab)
{
    private const int Requests = 12;

    [Theory]
    [InlineData(LabFixture.AppUrl)]
    [InlineData(LabFixture.ApiUrl)]
    public async Task Name_ManyRequests_AlternatesBetweenBothAppServers(string url)
    {
        using var door = await lab.FrontDoorAsync();
        var servers = new List<string>();
        for (var i = 0; i < Requests; i++)
        {
            using var response = await door.GetAsync($"{url}/");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            servers.Add(response.Headers.GetValues("X-Served-By").Single());
        }

        Assert.Equal(Requests / 2, servers.Count(server => server == "app1"));
        Assert.Equal(Requests / 2, servers.Count(server => server == "app2"));
    }

    [Fact]
    public async Task UnknownName_IsRefusedInTheHandshake()
    {
        const int RefusedByTls = 35;
        var result = await CurlAsync("--insecure", "other.enginsight.lab");

        Assert.Equal(RefusedByTls, result.ExitCode);
        (await CurlAsync("--insecure", "api.enginsight.lab")).Succeeded();
    }

    [Fact]
    public async Task Certificate_WithoutTheStacksCa_IsNotTrusted()
    {
        const int NotTrusted = 60;
        var ca = await lab.OutputAsync("caCertificate");

        Assert.Equal(NotTrusted, (await CurlAsync("", "app.enginsight.lab")).ExitCode);
        (await CurlAsync("--cacert /dev/stdin", "app.enginsight.lab", ca)).Succeeded();
    }

    [Theory]
    [InlineData("app.enginsight.lab")]
    [InlineData("api.enginsight.lab")]
    public async Task PlainHttp_RedirectsForGood(string name)
    {
        using var door = await lab.FrontDoorAsync();
        using var response = await door.GetAsync($"http://{name}/some/page?with=query");

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal($"https://{name}/some/page?with=query", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task WebSocket_SeveralTimes_UpgradesOnBothAppServers()
    {
        var servers = new List<string>();
        for (var i = 0; i < 4; i++)
            servers.Add(await EchoAsync("hello"));

        Assert.Equal(["app1: hello", "app2: hello"], servers.Distinct().Order());
    }

    private Task<CommandResult> CurlAsync(string options, string name, string? input = null) => lab.HostAsync(
        $"curl --silent --show-error --output /dev/null --max-time 10 {options} "
        + $"--resolve {name}:443:{LabFixture.LoadBalancer} https://{name}/", input);

    private async Task<string> EchoAsync(string message)
    {
        var door = await lab.DoorAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) => await door.ConnectAsync(cancellation),
            SslOptions = door.TlsOptions("api.enginsight.lab"),
        };
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri("wss://api.enginsight.lab/"), invoker, limit.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[1024];
        var answer = await socket.ReceiveAsync(buffer, limit.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }
}
