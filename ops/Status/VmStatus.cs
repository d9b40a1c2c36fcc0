using System.Collections.Immutable;
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
internal sealed record VmStatus(
    ImmutableArray<(string Name, string State)> Services,
    ImmutableArray<ContainerStatus> Containers,
    ImmutableArray<string> Problems,
    string Disk)
{
    private const int FullDiskPercent = 90;

    public static VmStatus Of(Role role, Facts facts, ImageVersions versions)
    {
        var services = facts.All("service").Select(line => line.Split(' ')).Where(words => IsExpected(role, words[0]))
            .Select(words => (words[0], words.ElementAtOrDefault(1) ?? "unknown")).ToImmutableArray();
        var containers = facts.All("container").Select(line => Container(line, versions)).OrderBy(Position)
            .ToImmutableArray();
        return new VmStatus(services, containers, [.. Wrong(role, facts, services, containers)], facts["disk"] ?? "");
    }

    private static bool IsExpected(Role role, string unit) => unit switch
    {
        "nginx" or "enginsight-watch" => role is Role.Balancer,
        "docker" => role is Role.App or Role.Services,
        _ => role is Role.Database,
    };

    private static ContainerStatus Container(string line, ImageVersions versions)
    {
        var words = line.Split(' ');
        var wanted = words[0] == "mongodb-cves"
            ? VersionList.TagOf(versions.CveDatabase)
            : versions.Tags.GetValueOrDefault(words[0]);
        return new ContainerStatus(words[0], VersionList.TagOf(words[1]) ?? words[1], words[2], wanted);
    }

    private static int Position(ContainerStatus container) =>
        container.Service == ImageVersions.Ui ? -2 : ImageVersions.Services.IndexOf(container.Service);

    private static IEnumerable<string> Wrong(
        Role role,
        Facts facts,
        ImmutableArray<(string Name, string State)> services,
        ImmutableArray<ContainerStatus> containers)
    {
        foreach (var (name, state) in services.Where(service => service.State != "active"))
            yield return $"{name} is {state}";
        foreach (var name in Required(role).Except(services.Select(service => service.Name)))
            yield return $"{name} is not installed";
        foreach (var container in containers.Where(container => !container.IsRunning))
            yield return $"{container.Service} is {container.State}";
        foreach (var service in Expected(role).Except(containers.Select(container => container.Service)))
            yield return $"{service} is missing";
        var answers = facts.All("answer").Select(line => line.Split(' '));
        foreach (var port in answers.Where(words => !Answers(words.ElementAtOrDefault(1))))
            yield return $"port {port[0]} does not answer";
        if (int.TryParse(facts["disk"]?.TrimEnd('%'), out var percent) && percent >= FullDiskPercent)
            yield return $"the disk is {percent} % full";
    }

    private static bool Answers(string? code) => int.TryParse(code, out var status) && status is >= 100 and < 500;

    private static IEnumerable<string> Required(Role role) => role switch
    {
        Role.Balancer => ["nginx"],
        Role.Database => ["redis-server", "netfilter-persistent"],
        _ => ["docker"],
    };

    private static IEnumerable<string> Expected(Role role) => role switch
    {
        Role.App => [ImageVersions.Ui, ImageVersions.Server],
        Role.Services => ImageVersions.Services,
        _ => [],
    };
}
