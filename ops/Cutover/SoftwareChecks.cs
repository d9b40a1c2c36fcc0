namespace Enginsight.Ops.Cutover;

/// <summary>Docker and nginx: each where it belongs, and only there.</summary>
internal static class SoftwareChecks
{
    public static IEnumerable<Finding> Of(Role role, Facts facts)
    {
        if (role is Role.Balancer)
            yield return BalancerDocker(facts);
        if (role is not (Role.App or Role.Services))
            yield break;
        yield return Docker(facts);
        if (role is Role.App)
            yield return HostNginx(facts);
        yield return facts.Has("reaches-mongodb")
            ? Finding.Ok("way to database", "27017 is reached")
            : Finding.Warning("way to database", "27017 is not reached from here; this program opens the database " +
                "VM's own firewall, but a network firewall between the two has to let 27017 and 6379 through");
    }

    private static Finding BalancerDocker(Facts facts) => facts["docker"] is null
        ? Finding.Ok("docker", "not installed, as it must be")
        : Finding.Blocker("docker", "installed, and its ports and nginx's get in each other's way: " +
            "use a VM without Docker, or apt-get purge docker.io docker-ce containerd.io");

    private static Finding Docker(Facts facts) => facts["docker"] switch
    {
        null => Finding.Ok("docker", "not installed yet, up does it"),
        "stopped" => Finding.Blocker("docker", "installed, but does not answer; see journalctl -u docker"),
        var version => Finding.Ok(
            "docker", $"{version}{(facts.Has("installation") ? ", Enginsight is installed" : "")}"),
    };

    private static Finding HostNginx(Facts facts) => facts["nginx"] is null or "inactive disabled"
        ? Finding.Ok("nginx", "no nginx of the VM's own runs")
        : Finding.Warning("nginx", $"{facts["nginx"]!.Replace(" ", ", ", StringComparison.Ordinal)}: " +
            "a reverse proxy of the VM's own; up stops and disables it, and what it served is gone then");
}
