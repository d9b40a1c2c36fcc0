using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Versions;

namespace Enginsight.Ops.Status;

/// <param name="Version">Tag of its image.</param>
/// <param name="State">running, restarting, exited and so on.</param>
/// <param name="Wanted">Tag that the stack configuration says; null where it says none.</param>
internal sealed record ContainerStatus(string Service, string Version, string State, string? Wanted)
{
    public bool IsRunning => State == "running";

    public bool IsAsConfigured => Wanted is null || Wanted == Version;
}

/// <summary>How one VM is.</summary>
/// <param name="Services">Units of systemd and their states.</param>
/// <param name="Problems">What is wrong, in words; empty where the VM is well.</param>
/// <param name="Disk">The file system that is the fullest, in percent.</param>
internal sealed record VmStatus(
    ImmutableArray<(string Name, string State)> Services,
    ImmutableArray<ContainerStatus> Containers,
    ImmutableArray<string> Problems,
    string Disk)
{
    private const string CveDatabase = "mongodb-cves";

    public static VmStatus Of(Role role, Facts facts, ImageVersions versions)
    {
        var services = facts.All("service").Select(line => line.Split(' ')).Where(words => IsExpected(role, words[0]))
            .Select(words => (words[0], words.ElementAtOrDefault(1) ?? "unknown")).ToImmutableArray();
        var containers = facts.All("container").Select(line => Container(line, versions)).OrderBy(Position)
            .ToImmutableArray();
        var disks = facts.All("disk").Select(line => line.Split(' ')[^1]);
        return new VmStatus(
            services,
            containers,
            [
                .. OfDoors(facts),
                .. OfUnits(role, services),
                .. OfContainers(role, facts, containers),
                .. VmLimits.Of(facts),
            ],
            disks.OrderByDescending(VmLimits.Percent).FirstOrDefault() ?? "");
    }

    private static bool IsExpected(Role role, string unit) => unit switch
    {
        "nginx" or "enginsight-watch" or "enginsight-certificate" => role is Role.Balancer,
        "keepalived" => role is Role.Balancer or Role.Database,
        "docker" => role is Role.App or Role.Services,
        "redis-server" => role is Role.Database,
        _ => role is Role.Database or Role.Member,
    };

    private static ContainerStatus Container(string line, ImageVersions versions)
    {
        var words = line.Split(' ');
        var wanted = words[0] == CveDatabase
            ? VersionList.TagOf(versions.CveDatabase)
            : versions.Tags.GetValueOrDefault(words[0]);
        return new ContainerStatus(words[0], VersionList.TagOf(words[1]) ?? words[1], words[2], wanted);
    }

    private static int Position(ContainerStatus container) =>
        container.Service == ImageVersions.Ui ? -2 : ImageVersions.Services.IndexOf(container.Service);

    private static IEnumerable<string> OfUnits(Role role, ImmutableArray<(string Name, string State)> services)
    {
        var names = services.Select(service => service.Name).ToArray();
        foreach (var (name, state) in services.Where(service => service.State != "active"))
            yield return $"{name} is {state}";
        foreach (var name in Required(role).Except(names))
            yield return $"{name} is not installed";
        // What keeps the rules over a reboot; a VM that an earlier version has set up has Debian's own.
        if (role is Role.Database or Role.Member
            && !names.Contains("enginsight-firewall") && !names.Contains("netfilter-persistent"))
            yield return "enginsight-firewall is not installed";
    }

    private static IEnumerable<string> OfContainers(
        Role role, Facts facts, ImmutableArray<ContainerStatus> containers)
    {
        var expected = Expected(role).ToArray();
        var stopped = containers.Where(container => !container.IsRunning && expected.Contains(container.Service));
        foreach (var state in stopped.GroupBy(container => container.State, container => container.Service))
            yield return $"{Listed(state, "is", "are")} {state.Key}";
        var missing = expected.Except(containers.Select(container => container.Service)).ToArray();
        if (missing.Length > 0)
            yield return $"{Listed(missing, "is", "are")} missing";
        // Of those that run: a restarting one has been named.
        var running = containers.Where(container => container.IsRunning).Select(container => container.Service);
        var loops = facts.All("restarts").Select(line => line.Split(' ')).Where(VmLimits.IsLoop)
            .Select(words => words[0]).Intersect(running).ToArray();
        if (loops.Length > 0)
            yield return $"{Listed(loops, "runs, and is", "run, and are")} restarted again and again";
        // Two of a kind do jobs, and send mails, twice.
        var others = containers.Where(container => container.IsRunning && !expected.Contains(container.Service))
            .Select(container => container.Service).Concat(facts.All("foreign")).ToArray();
        if (others.Length > 0)
            yield return $"{Listed(others, "runs", "run")} here and should not";
        foreach (var words in facts.All("answer").Select(line => line.Split(' ')))
        {
            if (!Answers(words[0], words.ElementAtOrDefault(1)))
                yield return $"port {words[0]} {(words.ElementAtOrDefault(1) is { } code and not "000"
                    ? $"answers {code}"
                    : "does not answer")}";
        }
    }

    private static IEnumerable<string> OfDoors(Facts facts)
    {
        foreach (var words in facts.All("door").Select(line => line.Split(' ', 2)))
        {
            if (words.ElementAtOrDefault(1) is not "well" and var what)
                yield return $"{words[0]} {what ?? "does not answer"}";
        }

        foreach (var words in facts.All("firewall").Select(line => line.Split(' ')).Where(words => words[^1] == "gone"))
            yield return $"the firewall's rules are gone ({(words[0] == "ip" ? "v4" : "v6")}): everybody gets in";
        if (facts.All("firewall").Any(line => line.EndsWith(" changed", StringComparison.Ordinal)))
            yield return "the firewall's rules are not those of the last up: ./scripts/drift shows the difference";
    }

    private static string Listed(IEnumerable<string> names, string one, string several) =>
        $"{string.Join(", ", names)} {(names.Skip(1).Any() ? several : one)}";

    /// <summary>server-m2 may have nothing at /; the user interface has.</summary>
    private static bool Answers(string port, string? code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status >= 100 && status < (port == "80" ? 400 : 500);

    private static IEnumerable<string> Required(Role role) => role switch
    {
        Role.Balancer => ["nginx"],
        Role.Database => ["redis-server"],
        Role.Member => [],
        _ => ["docker"],
    };

    private static IEnumerable<string> Expected(Role role) => role switch
    {
        Role.App => [ImageVersions.Ui, ImageVersions.Server],
        Role.Services => ImageVersions.Services.Append(CveDatabase),
        _ => [],
    };
}
