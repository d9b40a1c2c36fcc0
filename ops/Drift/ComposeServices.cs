using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Enginsight.Ops.Drift;

/// <summary>A service of the compose file, as its container has to be.</summary>
/// <param name="Labels">Values may name variables, as ${NAME}.</param>
/// <param name="Ports">HOST:CONTAINER, as the file has them.</param>
/// <param name="Files">HOST:CONTAINER of bind mounts, with absolute paths.</param>
internal sealed record ComposeService(
    string Name, string Image, string? Hostname, ImmutableSortedDictionary<string, string> Labels,
    ImmutableSortedSet<string> Ports, ImmutableSortedSet<string> Files);

internal static class ComposeServices
{
    /// <param name="text">The compose file.</param>
    /// <param name="folder">Where it is on the VM.</param>
    public static ImmutableArray<ComposeService> Parse(string text, string folder)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var services = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["services"];
        return [.. services.Select(item => Service(item.Key.ToString(), (YamlMappingNode)item.Value, folder))];
    }

    private static ComposeService Service(string name, YamlMappingNode node, string folder) => new(
        name,
        node["image"].ToString(),
        node.Children.TryGetValue("hostname", out var hostname) ? hostname.ToString() : null,
        node.Children.TryGetValue("labels", out var labels)
            ? ((YamlMappingNode)labels).ToImmutableSortedDictionary(
                item => item.Key.ToString(), item => item.Value.ToString())
            : ImmutableSortedDictionary<string, string>.Empty,
        [.. Items(node, "ports")],
        [.. Items(node, "volumes").Where(volume => volume[0] is '.' or '/').Select(volume => Mount(volume, folder))]);

    /// <summary>HOST:CONTAINER with absolute paths, without its mode.</summary>
    private static string Mount(string volume, string folder) =>
        string.Join(':', (volume[0] == '.' ? folder + volume[1..] : volume).Split(':')[..2]);

    private static IEnumerable<string> Items(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var items) ? ((YamlSequenceNode)items).Select(item => item.ToString()) : [];
}
