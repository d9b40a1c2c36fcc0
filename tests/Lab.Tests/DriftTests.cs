using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops;

namespace Enginsight.Lab.Tests;

/// <summary>What was changed by hand on a VM is found, and put back; what was not changed is not touched.</summary>
[Collection(LabCollection.Name)]
public class DriftTests(LabFixture lab)
{
    private const string Enterprise = "/opt/enginsight/enterprise";

    private const string NameAndId = "{{.Names}} {{.ID}}";

    /// <summary>VM, what somebody does there, and what drift has to say about it.</summary>
    private static readonly (string Vm, string Change, string Says)[] Changes =
    [
        ("lb", $"sed -i 's/{LabFixture.Subnet}11 in/{LabFixture.Subnet}11 out/' /etc/nginx/enginsight/servers",
            $"{LabFixture.Subnet}11 in /etc/nginx/enginsight/servers is out"),
        ("lb", "chmod 644 /etc/nginx/ssl/privkey.pem",
            "/etc/nginx/ssl/privkey.pem is 644 root:root, should be 600 root:root"),
        ("lb", "ln -s ../sites-available/default /etc/nginx/sites-enabled/default; systemctl stop nginx",
            "service nginx is inactive"),
        ("db", "systemctl stop enginsight-firewall", "service enginsight-firewall is inactive"),
        // With its unit it would be gone before anybody could see it.
        ("db", "nft insert rule inet enginsight clients ip saddr 10.99.0.0/16 accept", "firewall rules differ"),
        ("db", "sed -i '/^include /d' /etc/redis/redis.conf", "/etc/redis/redis.conf does not end with: include"),
        ("app1", $"echo hunter2hunter2 >{Enterprise}/conf/DEFAULT_JWT_SECRET.conf",
            $"{Enterprise}/conf/DEFAULT_JWT_SECRET.conf differs"),
        ("app1", $"docker stop -t 1 {LabFixture.ServiceContainer("ui-m1")}", "container ui-m1 is exited"),
        ("app2", $"sed -i 's/15000/15001/' {Enterprise}/conf/services/config.json.production",
            $"{Enterprise}/conf/services/config.json.production differs"),
        ("services", $"docker pause {LabFixture.ServiceContainer("updater-m34")}", "container updater-m34 is paused"),
    ];

    /// <summary>
    /// What the repair may replace: the files and containers that drifted, files of their checksums, and the places in
    /// the upstreams of both app servers, which are drained.
    /// </summary>
    private static readonly string[] Touched =
    [
        "/etc/nginx/enginsight/servers", "ssl/privkey.pem", "sites-enabled",
        "redis.conf", "app1 " + Enterprise + "/conf/DEFAULT_JWT_SECRET.conf", "app1 " + Enterprise + "/.env",
        "app2 " + Enterprise + "/.env", "app2 " + Enterprise + "/conf/services/config.json.production",
        "services " + Enterprise + "/.env", "app2 container " + LabFixture.ServiceContainer("server-m2"),
    ];

    [Fact]
    public async Task Repair_TenChangesByHand_AllFoundAllPutBackAndNothingElseTouched()
    {
        var secrets = await StackSecrets.ReadAsync(lab);
        (await lab.ScriptAsync("drift", LabFixture.Stack)).Succeeded();
        var before = await SnapshotAsync();
        var (found, repair) = await DriftAndRepairAsync();
        var after = await SnapshotAsync();

        Assert.Equal(ExitCode.Found, found.ExitCode);
        Assert.All(Changes, change => Assert.Contains(change.Says, found.Output, StringComparison.Ordinal));
        repair.Succeeded();
        Assert.DoesNotContain("failed", repair.Text, StringComparison.Ordinal);
        (await lab.ScriptAsync("drift", LabFixture.Stack)).Succeeded();
        Assert.DoesNotContain(before.Except(after), IsUntouched);
        Assert.DoesNotContain(after.Except(before), IsUntouched);
        foreach (var text in new[] { found.Text, repair.Text })
        {
            Assert.Empty(secrets.In(text));
            Assert.DoesNotContain("hunter2hunter2", text, StringComparison.Ordinal);
        }

        (await lab.ScriptAsync("ops", "verify", LabFixture.Stack)).Succeeded();
    }

    [Fact]
    public async Task Drift_VmThatCannotBeReached_IsSaidAndTheOthersAreCompared()
    {
        (await lab.InVmAsync("services", "systemctl stop ssh.socket ssh")).Succeeded();
        try
        {
            var result = await lab.ScriptAsync("drift", LabFixture.Stack);

            Assert.Equal(ExitCode.CannotRun, result.ExitCode);
            Assert.Contains("services   unreachable: ", result.Output, StringComparison.Ordinal);
            Assert.Contains("db         clean", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            (await lab.InVmAsync("services", "systemctl start ssh")).Succeeded();
        }
    }

    /// <summary>Makes the changes; whatever comes of them, the lab is repaired after that.</summary>
    private async Task<(CommandResult Found, CommandResult Repair)> DriftAndRepairAsync()
    {
        CommandResult found;
        CommandResult repair;
        try
        {
            foreach (var (vm, change, _) in Changes)
                (await lab.InVmAsync(vm, change)).Succeeded();
            found = await lab.ScriptAsync("drift", LabFixture.Stack);
        }
        finally
        {
            repair = await lab.ScriptAsync("up", "--repair", LabFixture.Stack);
        }

        return (found, repair);
    }

    private static bool IsUntouched(string line) => !Touched.Any(line.Contains);

    /// <summary>Files with the time at which they were written, and containers with their ids.</summary>
    private async Task<string[]> SnapshotAsync()
    {
        const string folders = "/etc/nginx /etc/redis /etc/enginsight";
        var vms = await Task.WhenAll(LabFixture.Vms.Select(async vm => (await lab.InVmAsync(vm, $$"""
            find {{folders}} {{Enterprise}} ! -type d -printf '{{vm}} %p %m %T@\n' 2>/dev/null
            ! command -v docker >/dev/null || docker ps -a --no-trunc --format '{{vm}} container {{NameAndId}}'
            """)).Output));
        return [.. vms
            .SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Order(StringComparer.Ordinal)];
    }
}
