using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Enginsight.Ops.Drift;

/// <summary>The containers of a VM against its compose file.</summary>
internal static class ContainerComparison
{
    /// <param name="services">What has to run.</param>
    /// <param name="facts">What enterprise/containers.check.sh found: env, image, container, stale.</param>
    public static (int Fine, IEnumerable<DriftItem> Items) Compare(
        ImmutableArray<ComposeService> services, ILookup<string, string> facts)
    {
        if (!facts.Contains("docker"))
            return (0, []);
        var variables = facts["env"].Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var images = facts["image"].Select(line => line.Split('\t', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var containers = facts["container"].Select(line => JsonNode.Parse(line)!).ToLookup(ServiceOf);
        var items = new List<DriftItem>();
        foreach (var service in services)
        {
            var found = containers[service.Name].ToArray();
            var problems = found switch
            {
                [] => ["is missing"],
                [var container] => Problems(service, container, variables, images).ToArray(),
                _ => [$"runs {found.Length} times"],
            };
            if (problems.Length > 0)
                items.Add(new DriftItem($"container {service.Name}", string.Join(", ", problems)));
        }

        items.AddRange(containers
            .Where(group => services.All(service => service.Name != group.Key))
            .Select(group => new DriftItem($"container {group.Key}", "is not in the compose file")));
        items.AddRange(facts["stale"].Select(service =>
            new DriftItem($"container {service}", "started before the file that it reads was written")));
        return (services.Length - items.Select(item => item.Subject).Distinct().Count(), items);
    }

    private static string ServiceOf(JsonNode container) =>
        Text(container["labels"]?["com.docker.compose.service"]) is { Length: > 0 } name
            ? name
            : Text(container["name"]);

    private static IEnumerable<string> Problems(
        ComposeService service, JsonNode container, Dictionary<string, string> variables,
        Dictionary<string, string> images)
    {
        if (Text(container["state"]) is var state && state != "running")
            yield return $"is {state}";
        if (Text(container["image"]) is var image && image != service.Image)
            yield return $"runs {image}, should be {service.Image}";
        else if (images.TryGetValue(image, out var id) && id != Text(container["imageId"]))
            yield return $"runs an image that is no longer {image}";
        if (service.Hostname is { } wanted && Text(container["hostname"]) is var hostname && hostname != wanted)
            yield return $"has the host name {hostname}, should be {wanted}";
        foreach (var (name, value) in service.Labels)
        {
            if (Filled(value, variables) != Text(container["labels"]?[name]))
                yield return $"has another label {name}: it was not started with the present configuration";
        }

        if (!Ports(container).SetEquals(service.Ports))
            yield return $"publishes {Joined(Ports(container))}, should be {Joined(service.Ports)}";
        if (!Files(container).SetEquals(service.Files))
            yield return $"reads {Joined(Files(container))}, should be {Joined(service.Files)}";
        if (Text(container["restart"]) is var restart && restart != "always")
            yield return $"restarts {(restart.Length == 0 ? "no" : restart)}, should be always";
    }

    private static string Filled(string text, Dictionary<string, string> variables) =>
        variables.Aggregate(text, (filled, variable) =>
            filled.Replace($"${{{variable.Key}}}", variable.Value, StringComparison.Ordinal));

    /// <summary>Docker's {"80/tcp": [{"HostPort": "80"}]} as 80:80.</summary>
    private static ImmutableSortedSet<string> Ports(JsonNode container) =>
    [
        .. (container["ports"] as JsonObject ?? []).SelectMany(port => (port.Value as JsonArray ?? []).Select(
            binding => Text(binding?["HostPort"]) + ":" + port.Key.Replace("/tcp", "", StringComparison.Ordinal))),
    ];

    private static ImmutableSortedSet<string> Files(JsonNode container) =>
    [
        .. (container["mounts"] as JsonArray ?? []).Where(mount => Text(mount?["Type"]) == "bind")
            .Select(mount => $"{Text(mount?["Source"])}:{Text(mount?["Destination"])}"),
    ];

    private static string Joined(IReadOnlyCollection<string> items) =>
        items.Count == 0 ? "nothing" : string.Join(" and ", items);

    private static string Text(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : "";
}
