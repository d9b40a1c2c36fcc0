using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>A site whose VMs reach mirrors and registry by an HTTP proxy: Debian's tinyproxy, on the registry VM.</summary>
[Collection(LabCollection.Name)]
public class HttpProxyTests(LabFixture lab)
{
    private const string Proxy = LabFixture.Subnet + "40";
    private const string Password = "Proxy-Pass.w0rd_1";
    private const string Requests = "cat /var/log/tinyproxy/tinyproxy.log";

    private const string Containers =
        "docker inspect --format '{{.Name}} {{.State.StartedAt}}' $(docker ps -q) | sort";

    /// <summary>Red without restart_dockerd in remote/through-proxy.sh: dockerd keeps to the direct way.</summary>
    [FullFact]
    public async Task Proxy_WithALogin_IsWhatAptAndDockerGoThrough()
    {
        await StartProxyAsync();
        var before = (await lab.InVmAsync("app1", Containers)).Succeeded().Output;
        await using (var edit = lab.EditByCommand())
        {
            await lab.SetAsync("httpProxy.url", $"http://{Proxy}:8888");
            await lab.SetAsync("httpProxy.username", "site");
            await lab.SetAsync("httpProxy.password", Password, "--secret");
            var preview = (await lab.PulumiAsync("preview", "--diff")).Succeeded().Text;
            Assert.DoesNotContain(Password, preview, StringComparison.Ordinal);

            var up = (await lab.UpAsync()).Succeeded().Text;

            Assert.DoesNotContain(Password, up, StringComparison.Ordinal);
            Assert.Equal(before, (await lab.InVmAsync("app1", Containers)).Succeeded().Output);
            await AssertImagesComeThroughItAsync();
            (await lab.InVmAsync("db", "cd /usr/local/lib/enginsight && source remote/apt.sh && apt_install tree"))
                .Succeeded();
            Assert.Contains("/debian/", (await lab.InVmAsync("registry", Requests)).Output, StringComparison.Ordinal);
        }

        (await lab.InVmAsync("app1", "test ! -e /etc/enginsight/proxy.env")).Succeeded();
        Assert.Equal(before, (await lab.InVmAsync("app1", Containers)).Succeeded().Output);
    }

    /// <summary>The way of app1 to the registry without the proxy is cut, and an image is missing.</summary>
    private async Task AssertImagesComeThroughItAsync()
    {
        const string cut = "OUTPUT -d " + Proxy + " -p tcp --dport 5000 -j REJECT";
        (await lab.InVmAsync("app1", $$$"""
            iptables -I {{{cut}}}
            docker rmi --force $(docker inspect --format '{{.Config.Image}}' {{{LabFixture.ServiceContainer("server-m2")}}})
            """)).Succeeded();
        try
        {
            (await lab.UpAsync("--repair")).Succeeded();
        }
        finally
        {
            await lab.InVmAsync("app1", $"iptables -D {cut}");
        }

        Assert.Contains("server-m2", (await lab.InVmAsync("registry", Requests)).Output, StringComparison.Ordinal);
    }

    private async Task StartProxyAsync() => (await lab.InVmAsync("registry", $$"""
        set -e
        mkdir -p /etc/tinyproxy /var/log/tinyproxy
        cat >/etc/tinyproxy/tinyproxy.conf
        apt-get update -qq
        apt-get install -qqy --no-install-recommends tinyproxy-bin >/dev/null
        systemd-run --quiet --collect --unit tinyproxy tinyproxy -d -c /etc/tinyproxy/tinyproxy.conf
        timeout 10 bash -c 'until (exec 3<>/dev/tcp/{{Proxy}}/8888) 2>/dev/null; do sleep 0.1; done'
        """, $"""
        Port 8888
        Listen {Proxy}
        Timeout 600
        LogFile "/var/log/tinyproxy/tinyproxy.log"
        LogLevel Connect
        MaxClients 100
        BasicAuth site {Password}

        """)).Succeeded();
}
