using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>Whether the ports that the program serves on are free, or held by what belongs there.</summary>
internal static class PortChecks
{
    public static IEnumerable<Finding> Of(Role role, Facts facts, LoadBalancerSettings balancer) => role switch
    {
        Role.Balancer => [.. balancer.Ports.Select(port => Port(facts, port, "nginx", facts["nginx"]))],
        Role.App => [AppPort(facts, 80, "ui-m1"), AppPort(facts, 8080, "server-m2")],
        Role.Database => [Port(facts, 6379, "redis-server", facts["redis"])],
        _ => [],
    };

    /// <param name="state">State of the program's service, which begins with active where it runs.</param>
    private static Finding Port(Facts facts, int port, string program, string? state)
    {
        // A VM without the right to look into processes does not say which one it is.
        var others = Others(facts, port, program)
            .Where(name => name.Length > 0 || state?.StartsWith("active", StringComparison.Ordinal) != true).ToArray();
        if (others.Length > 0)
            return Taken(port, string.Join(", ", others));
        return Finding.Ok($"port {port}", facts.Listeners(port).Any() ? $"{program} holds it" : "free");
    }

    private static Finding AppPort(Facts facts, int port, string service)
    {
        var containers = facts.ContainersAt(port).ToArray();
        if (containers.Contains($"enterprise/{service}"))
            return Finding.Ok($"port {port}", $"{service} of the existing installation holds it");
        if (containers.Length > 0)
            return Taken(port, $"the container of {containers[0]}");
        // A clone's nginx is stopped by the program, and has a line of its own.
        var others = Others(facts, port, "nginx");
        if (others.Length > 0)
            return Taken(port, string.Join(", ", others));
        return Finding.Ok($"port {port}", facts.Listeners(port).Any() ? "nginx holds it and will be stopped" : "free");
    }

    private static string[] Others(Facts facts, int port, string program) =>
        [.. facts.Listeners(port).Select(listener => listener.Program).Where(name => name != program).Distinct()];

    private static Finding Taken(int port, string holder) => Finding.Blocker(
        $"port {port}", $"held by {(holder.Length == 0 ? "an unknown program" : holder)}; stop it, or use another VM");
}
