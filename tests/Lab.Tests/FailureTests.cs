using System.Diagnostics;
using System.Text;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>What goes wrong on real sites: each ends with a clear message, and with a lab that converges.</summary>
[Collection(LabCollection.Name)]
public class FailureTests(LabFixture lab)
{
    /// <summary>The lock that every remote script waits for: whoever holds it holds a run up.</summary>
    private const string RunLock = "/run/enginsight-infra.lock";
    private const string HostKey = "/etc/ssh/ssh_host_ed25519_key";

    [Fact]
    public async Task Up_BadConfiguration_SaysSoAndTouchesNothing()
    {
        await using var edit = lab.Edit(text => text.Replace(
            $"host: {LabFixture.Subnet}30", "host: 10.0.0.300", StringComparison.Ordinal));
        var before = await SshLog.CountAsync(lab);

        var up = (await lab.UpAsync()).Failed();

        Assert.Contains("database.host: '10.0.0.300' is not an IP address", up.Text, StringComparison.Ordinal);
        Assert.Equal(before, await SshLog.CountAsync(lab));
    }

    [Fact]
    public async Task Up_OtherHostKey_StopsBeforeAnythingIsSent()
    {
        await using var edit = ChangeSite();
        (await lab.InVmAsync("lb", $"""
            cp -p {HostKey} {HostKey}.pub /root/
            rm {HostKey} && ssh-keygen -q -t ed25519 -N '' -f {HostKey} && systemctl restart ssh
            """)).Succeeded();
        try
        {
            var before = await SshLog.CountAsync(lab, "lb");
            var up = (await lab.UpAsync()).Failed();

            Assert.Contains("host key", up.Text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("lb-balancer", up.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Accepted", await SshLog.SinceAsync(lab, "lb", before), StringComparison.Ordinal);
        }
        finally
        {
            (await lab.InVmAsync("lb", "mv /root/ssh_host_ed25519_key* /etc/ssh/ && systemctl restart ssh"))
                .Succeeded();
        }
    }

    [Fact]
    public async Task Up_Killed_SaysWhatWasInterruptedAndConverges()
    {
        await using var edit = ChangeSite();
        await using (await HoldAsync("lb", RunLock))
        {
            using var up = lab.StartScript("up", LabFixture.Stack);
            var output = await UntilAsync(up, "lb-balancer updating");
            await KillAsync(up);
            Assert.Contains("lb-balancer", output, StringComparison.Ordinal);
        }

        var locked = (await lab.UpAsync()).Failed();
        Assert.Contains("pulumi cancel", locked.Text, StringComparison.Ordinal);
        (await lab.PulumiAsync("cancel", "--yes")).Succeeded();

        var again = (await lab.UpAsync()).Succeeded();
        Assert.Contains("lb-balancer, interrupted while updating", again.Text, StringComparison.Ordinal);
        (await lab.PulumiAsync("preview", "--expect-no-changes")).Succeeded();
        Assert.Contains("client_max_body_size 201m", await SiteAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_VmLosesPowerMeanwhile_NamesTheStepAndConvergesNextTime()
    {
        await using var edit = ChangeSite();
        await using (await HoldAsync("lb", RunLock))
        {
            var watch = Stopwatch.StartNew();
            using var up = lab.StartScript("up", LabFixture.Stack);
            await UntilAsync(up, "lb-balancer updating");
            await Wait.UntilAsync("the step waits on the VM", async () =>
                (await lab.InVmAsync("lb", "pgrep -f 'flock -w .*enginsight-infra.lock'")).ExitCode == 0);
            // Without a shutdown, in which the run could still end well.
            var container = LabFixture.ContainerOf("lb");
            (await lab.HostAsync($"docker kill {container} && docker start {container}")).Succeeded();
            var end = (await Shell.EndOfAsync(up, ["up"], watch)).Failed();
            Assert.Contains("lb-balancer", end.Text, StringComparison.Ordinal);
        }

        (await lab.UpAsync()).Succeeded();
        Assert.Contains("client_max_body_size 201m", await SiteAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_DockerOnTheLoadBalancer_SaysWhatToDo()
    {
        await using var edit = OtherUserOnLoadBalancer();
        (await lab.InVmAsync("lb", "ln -s /bin/true /usr/local/bin/dockerd")).Succeeded();
        try
        {
            var up = (await lab.UpAsync()).Failed();
            Assert.Contains("Docker is installed on the load balancer's VM", up.Text, StringComparison.Ordinal);
            Assert.Contains("lb-packages", up.Text, StringComparison.Ordinal);
        }
        finally
        {
            (await lab.InVmAsync("lb", "rm /usr/local/bin/dockerd")).Succeeded();
        }
    }

    [Fact]
    public async Task Up_AnotherAptIsBusy_WaitsForIt()
    {
        await using var edit = OtherUserOnLoadBalancer();
        (await lab.InVmAsync("lb", "dpkg --purge curl")).Succeeded();
        try
        {
            await using (await HoldDpkgAsync("lb"))
            {
                var watch = Stopwatch.StartNew();
                using var up = lab.StartScript("up", LabFixture.Stack);
                await UntilAsync(up, "lb-packages updating");
                await Wait.UntilAsync("apt-get waits", async () =>
                    (await lab.InVmAsync("lb", "pgrep -x apt-get")).ExitCode == 0);
                await Task.Delay(TimeSpan.FromSeconds(3));
                Assert.Equal(0, (await lab.InVmAsync("lb", "pgrep -x apt-get")).ExitCode);
                (await lab.InVmAsync("lb", "systemctl stop lab-test-hold")).Succeeded();
                (await Shell.EndOfAsync(up, ["up"], watch)).Succeeded();
            }

            (await lab.InVmAsync("lb", "command -v curl")).Succeeded();
        }
        finally
        {
            // Where the run did not get to it: the next one would find nothing changed, and install nothing.
            await lab.InVmAsync("lb", "apt-get install -qq -y --no-install-recommends curl");
        }
    }

    [Fact]
    public async Task Up_DiskFull_LeavesTheLiveFileAsItIs()
    {
        var before = await SiteAsync();
        await using var edit = ChangeSite();
        (await lab.InVmAsync("lb", """
            cd /etc/nginx/sites-available && mkdir /run/site && cp -a . /run/site
            mount -t tmpfs -o size=16k tmpfs . && cp -a /run/site/. /etc/nginx/sites-available
            head -c 64k /dev/zero >/etc/nginx/sites-available/filler || true
            """)).Succeeded();
        try
        {
            var up = (await lab.UpAsync()).Failed();
            Assert.Contains("No space left on device", up.Text, StringComparison.Ordinal);
            Assert.Contains("lb-balancer", up.Text, StringComparison.Ordinal);
            Assert.Equal(before, await SiteAsync());
        }
        finally
        {
            (await lab.InVmAsync("lb", "umount /etc/nginx/sites-available && rm -r /run/site")).Succeeded();
        }
    }

    private ConfigurationEdit ChangeSite() => lab.Edit(text => text.Replace(
        $"host: {LabFixture.LoadBalancer}\n",
        $"host: {LabFixture.LoadBalancer}\n    clientMaxBodySize: 201m\n",
        StringComparison.Ordinal));

    /// <summary>Another login makes every step on the VM run again.</summary>
    private ConfigurationEdit OtherUserOnLoadBalancer() => lab.Edit(text => text.Replace(
        $"host: {LabFixture.LoadBalancer}\n",
        $"host: {LabFixture.LoadBalancer}\n    user: ops\n",
        StringComparison.Ordinal));

    private async Task<string> SiteAsync() =>
        (await lab.InVmAsync("lb", "cat /etc/nginx/sites-available/ngs.conf")).Succeeded().Output;

    /// <summary>Holds a lock in a VM until the result is disposed.</summary>
    private async Task<IAsyncDisposable> HoldAsync(string vm, string file)
    {
        (await lab.InVmAsync(vm, $"""
            systemd-run -q --collect --unit lab-test-hold flock {file} sleep 300
            for attempt in $(seq 50); do flock -n {file} true || exit 0; sleep 0.1; done
            exit 1
            """)).Succeeded();
        return new Held(lab, vm);
    }

    /// <summary>Holds dpkg's lock, which is not one of flock's kind.</summary>
    private async Task<IAsyncDisposable> HoldDpkgAsync(string vm)
    {
        (await lab.InVmAsync(vm, """
            cat >/run/lab-test-hold.pl
            systemd-run -q --collect --unit lab-test-hold perl /run/lab-test-hold.pl
            for attempt in $(seq 50); do [ ! -e /run/lab-test-held ] || break; sleep 0.1; done
            rm /run/lab-test-held
            """, """
            use Fcntl;
            open my $lock, "+<", "/var/lib/dpkg/lock-frontend" or die;
            my $whole = pack("s s l! l! i", F_WRLCK, 0, 0, 0, 0);
            fcntl($lock, F_SETLKW, $whole) or die;
            open my $held, ">", "/run/lab-test-held";
            sleep 300;
            """)).Succeeded();
        return new Held(lab, vm);
    }

    /// <summary>Reads what a command prints until a text is there.</summary>
    private static async Task<string> UntilAsync(Process process, string text)
    {
        var output = new StringBuilder();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return output.ToString();
        }

        throw new InvalidOperationException(
            $"'{text}' never came:\n{output}{await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>kill -9 for a command with all that it started: it has a session of its own.</summary>
    private async Task KillAsync(Process process)
    {
        (await lab.HostAsync($"pkill -KILL -s {process.Id}")).Succeeded();
        await process.WaitForExitAsync();
    }

    private sealed class Held(LabFixture lab, string vm) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await lab.InVmAsync(vm, "systemctl stop lab-test-hold 2>/dev/null");
    }
}
