using Enginsight.Ops.Http;
using Enginsight.Ops.Load;

namespace Enginsight.Ops.Tests.Load;

/// <summary>Clients far away, which repeat nothing.</summary>
public class LongLinkTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Answer_OverALongLink_TakesBothWays()
    {
        await using var server = new ScriptedServer([ScriptedServer.Ok]);

        var report = await RunAsync(server, 1);

        Assert.Equal((1, 0), (report.Requests, report.Failures));
        Assert.True(report.LongestWait >= 2 * Delay, report.ToString());
    }

    [Fact]
    public async Task KeptConnection_ClosedWhileARequestIsOnItsWay_LosesIt()
    {
        await using var server = new ScriptedServer([ScriptedServer.Ok]);

        var report = await RunAsync(server, 2);

        Assert.Equal((2, 1, 0), (report.Requests, report.Failures, report.Repeats));
        Assert.Equal(1, report.FailuresByKind[FailureKind.Reset]);
    }

    private static async Task<LoadReport> RunAsync(ScriptedServer server, int requests)
    {
        await using var link = new LongLink(server.Address, Delay);
        var load = new LoadGenerator(new LoadPlan
        {
            Door = new Door(link.Address, null, Tls: false),
            Requests = [new LoadRequest("GET", "localhost")],
            Clients = 1,
            MaxRequests = requests,
            Repeats = false,
        });
        await load.RunAsync(CancellationToken.None);
        return load.Recorder.Take();
    }
}
