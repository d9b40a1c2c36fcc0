using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>Sick app servers get no requests, and the last one that answers is never taken out.</summary>
[Collection(LabCollection.Name)]
public class HealthTests(LabFixture lab)
{
    private const string Servers = "/etc/nginx/enginsight/servers";
    private const string Unhealthy = "/run/enginsight/unhealthy";
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    /// <summary>Red when the watch does not tell nginx: publish in load-balancer/enginsight-watch.</summary>
    [Fact]
    public async Task AppServer_Hanging_IsLeftOutWithinFiveSecondsAndItsRequestsAreHandedOn()
    {
        var report = await lab.UnderLoadAsync(async () =>
        {
            (await lab.InVmAsync("app1", $"docker pause {LabFixture.ServiceContainer("server-m2")}")).Succeeded();
            try
            {
                await Wait.UntilAsync(
                    "the watch finds app1 hanging",
                    () => SaysAsync(Unhealthy, $"^{LabFixture.Subnet}11 8080$"),
                    Noticed);
                Assert.All(await ServedByAsync(12), server => Assert.Equal("app2", server));
            }
            finally
            {
                await lab.InVmAsync("app1", $"docker unpause {LabFixture.ServiceContainer("server-m2")}");
            }

            await Wait.UntilAsync("app1 is healthy again", async () => !await SaysAsync(Unhealthy, "."));
            Assert.Contains("app1", await ServedByAsync(4));
        });

        Assert.True(report.Failures == 0, report.ToString());
        Assert.True(report.LongestWait < Noticed, report.ToString());
    }

    /// <summary>Red with http_503 in proxy_next_upstream, where the first failures shut both servers out.</summary>
    [Fact]
    public async Task Application_AnsweringWith503_TakesNoServerOut()
    {
        (await lab.InVmAsync("db", "systemctl stop redis-server")).Succeeded();
        try
        {
            using var door = await lab.FrontDoorAsync();
            for (var i = 0; i < 40; i++)
            {
                using var bad = await door.GetAsync($"{LabFixture.ApiUrl}/sessions/x");
                Assert.Equal(503, (int)bad.StatusCode);
                using var good = await door.GetAsync($"{LabFixture.ApiUrl}/slow?ms=0");
                Assert.Equal(200, (int)good.StatusCode);
            }
        }
        finally
        {
            await lab.InVmAsync("db", "systemctl start redis-server");
        }

        await Wait.UntilAsync("both app servers are healthy again", async () => !await SaysAsync(Unhealthy, "."));
    }

    /// <summary>Red when drain.sh does not ask: serves_without in load-balancer/servers.sh.</summary>
    [Fact]
    public async Task Update_WhenNoOtherServerAnswers_StopsAndTouchesNothing()
    {
        const string cutOff = "PREROUTING -t raw -s " + LabFixture.LoadBalancer + " -p tcp -j DROP";
        await using var edit = lab.EditByCommand();
        await lab.SetAsync("versions.server-m2", "7.17.32");
        (await lab.InVmAsync("app2", $"iptables -I {cutOff}")).Succeeded();
        try
        {
            var report = await lab.UnderLoadAsync(async () =>
            {
                var up = (await lab.UpAsync()).Failed();
                Assert.Contains(
                    $"app1 ({LabFixture.Subnet}11) is the only app server that answers on port 8080; nothing was touched",
                    up.Text, StringComparison.Ordinal);
                Assert.Contains($"{LabFixture.Subnet}12:8080 does not answer", up.Text, StringComparison.Ordinal);
                Assert.True(await SaysAsync(Servers, $"^{LabFixture.Subnet}11 in$"));
            });
            Assert.True(report.Failures == 0, report.ToString());
        }
        finally
        {
            await lab.InVmAsync("app2", $"iptables -D {cutOff}");
        }
    }

    /// <summary>Red when drain.sh does not take back what answers: its first loop.</summary>
    [Fact]
    public async Task Rollback_AfterTheSecondServerFailed_BringsBothBack()
    {
        const string withoutRedis = "DOCKER-USER -p tcp --dport 6379 -j DROP";
        await using var edit = lab.EditByCommand();
        await lab.SetAsync("updates.healthSeconds", "8");
        await lab.SetAsync("versions.server-m2", "7.17.32");
        CommandResult up;
        try
        {
            var running = lab.UpAsync();
            await Wait.UntilAsync("app2 has its turn", () => SaysAsync(Servers, $"^{LabFixture.Subnet}12 out$"));
            (await lab.InVmAsync("app2", $"iptables -I {withoutRedis}")).Succeeded();
            up = (await running).Failed();
        }
        finally
        {
            await lab.InVmAsync("app2", $"iptables -D {withoutRedis}");
        }

        Assert.Contains("app2-containers", up.Text, StringComparison.Ordinal);
        Assert.True(await SaysAsync(Servers, $"^{LabFixture.Subnet}12 out$"));
        var report = await lab.UnderLoadAsync(async () =>
        {
            edit.Restore();
            (await lab.UpAsync()).Succeeded();
        });

        LoadedLab.AssertNothingLost(report);
        Assert.False(await SaysAsync(Servers, " out$"));
    }

    [Fact]
    public async Task Nginx_Killed_ComesBack()
    {
        (await lab.InVmAsync("lb", "kill -9 $(cat /run/nginx.pid)")).Succeeded();

        using var door = await lab.FrontDoorAsync();
        await Wait.UntilAsync(
            "nginx is back", async () => (await lab.InVmAsync("lb", "systemctl is-active nginx")).ExitCode == 0);
        using var answer = await door.GetAsync($"{LabFixture.ApiUrl}/");
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Nginx_Configuration_IsWithoutWarningAndLetsWorkersOpenWhatTheyMayHold()
    {
        var test = (await lab.InVmAsync("lb", "nginx -t")).Succeeded();
        Assert.DoesNotContain("[warn]", test.Error, StringComparison.Ordinal);
        (await lab.InVmAsync("lb", """
            connections=$(sed -nE 's/.*worker_connections +([0-9]+);.*/\1/p' /etc/nginx/nginx.conf)
            for pid in $(pgrep -f 'nginx: worker process *$'); do
              [ "$(awk '/^Max open files/ { print $4 }' "/proc/$pid/limits")" -gt "$connections" ] || exit 1
            done
            [ "$connections" -ge 16384 ]
            """)).Succeeded();
    }

    private async Task<bool> SaysAsync(string file, string pattern) =>
        (await lab.InVmAsync("lb", $"grep -q '{pattern}' {file}")).ExitCode == 0;

    private async Task<string[]> ServedByAsync(int count)
    {
        using var door = await lab.FrontDoorAsync();
        var servers = new string[count];
        for (var i = 0; i < count; i++)
        {
            using var answer = await door.GetAsync($"{LabFixture.ApiUrl}/");
            servers[i] = answer.Headers.GetValues("X-Served-By").Single();
        }

        return servers;
    }
}
