using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>What the program does to the packages of a VM that has its own.</summary>
[Collection(LabCollection.Name)]
public class PackagesTests(LabFixture lab)
{
    /// <summary>Red without refuse_removals in remote/apt.sh: apt's own message names no way out.</summary>
    [Fact]
    public async Task Package_ThatExcludesAnother_IsRefusedAndTakesNothingAway()
    {
        const string list = "dpkg-query -W | sha256sum";
        var before = (await lab.InVmAsync("services", list)).Succeeded().Output;

        var refused = (await lab.InVmAsync(
            "services",
            "cd /usr/local/lib/enginsight && source remote/apt.sh && apt_install podman-docker")).Failed();

        Assert.Matches(
            "apt would have to remove [^;]*docker.io[^;]* to install podman-docker; nothing was done", refused.Error);
        Assert.Equal(before, (await lab.InVmAsync("services", list)).Succeeded().Output);
    }

    /// <summary>As an upgrade of Docker does it, on all VMs in the same hour. Red without live-restore.</summary>
    [Fact]
    public async Task Docker_StartedAnew_LeavesTheContainersAlone()
    {
        const string list = "docker inspect --format '{{.Name}} {{.State.StartedAt}}' $(docker ps -q) | sort";
        var before = (await lab.InVmAsync("app2", list)).Succeeded().Output;
        Assert.Contains("server-m2", before, StringComparison.Ordinal);

        (await lab.InVmAsync("app2", "systemctl restart docker")).Succeeded();

        Assert.Equal(before, (await lab.InVmAsync("app2", list)).Succeeded().Output);
    }
}
