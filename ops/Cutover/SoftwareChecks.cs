namespace Enginsight.Ops.Cutover;

/// <summary>Docker and nginx: each where it belongs, and only there.</summary>
internal static class SoftwareChecks
{
    /// <param name="hasProxy">Whether the stack brings dockerd a proxy.</param>
    public static IEnumerable<Finding> Of(Role role, Facts facts, bool hasProxy)
    {
        if (role is Role.Balancer)
            yield return BalancerDocker(facts);
        if (role is not (Role.App or Role.Services))
            yield break;
        yield return Docker(facts);
        if (Compose(facts) is { } compose)
            yield return compose;
        if (facts.Has("proxy") && !facts.Has("docker-proxy") && !hasProxy)
        {
            yield return Finding.Warning("proxy", "this VM goes through a proxy, and dockerd has none: where the "
                + "registry is not reached directly, set httpProxy.url");
        }

        if (role is Role.App)
            yield return HostNginx(facts);
    }

    private static Finding BalancerDocker(Facts facts) => facts["docker"] is null
        ? Finding.Ok("docker", "not installed, as it must be")
        : Finding.Blocker("docker", "installed, and its ports and nginx's get in each other's way: "
            + "use a VM without Docker, or apt-get purge docker.io docker-ce containerd.io");

    private static Finding Docker(Facts facts) => facts["docker"] switch
    {
        null => Finding.Ok("docker", "not installed yet, up does it"),
        "no-command" => Finding.Blocker("docker", "dockerd is there, and the docker command is not: "
            + "apt-get install docker-cli"),
        "stopped" => Finding.Blocker("docker", "installed, but does not answer; see journalctl -u docker"),
        var version => Finding.Ok(
            "docker", $"{version}{(facts.Has("installation") ? ", Enginsight is installed" : "")}"),
    };

    /// <summary>docker-compose 1 speaks an API that Docker Engine 29 does not any more.</summary>
    private static Finding? Compose(Facts facts) =>
        facts["docker-compose"]?.StartsWith("1.", StringComparison.Ordinal) == true
        && Version.TryParse(facts["docker-oldest-api"], out var oldest) && oldest > new Version(1, 25)
            ? Finding.Blocker("docker-compose", $"{facts["docker-compose"]} cannot talk to this Docker "
                + $"(it wants API {oldest}): apt-get install docker-compose-plugin, or docker-compose-v2")
            : null;

    private static Finding HostNginx(Facts facts) => facts["nginx"] is null or "inactive disabled"
        ? Finding.Ok("nginx", "no nginx of the VM's own runs")
        : Finding.Warning("nginx", $"{facts["nginx"]!.Replace(" ", ", ", StringComparison.Ordinal)}: "
            + "a reverse proxy of the VM's own; up stops and disables it, and what it served is gone then");
}
