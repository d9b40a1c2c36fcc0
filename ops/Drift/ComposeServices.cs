using System.Collections.Immutable;
using Enginsight.Infra.Files;
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
    private static readonly string Folder = Path.GetDirectoryName(ComposeFile.Path)!;

    /// <summary>The services of the compose file in a bundle of files.</summary>
    public static ImmutableArray<ComposeService> Parse(string bundle)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(FileOf(bundle, ComposeFile.Path)));
        var services = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["services"];
        return [.. services.Select(item => Service(item.Key.ToString(), (YamlMappingNode)item.Value))];
    }

    private static string FileOf(string bundle, string path)
    {
        var start = bundle.IndexOf($"==> {path} ", StringComparison.Ordinal);
        var content = bundle[(bundle.IndexOf('\n', start) + 1)..];
        var end = content.IndexOf("\n==> ", StringComparison.Ordinal);
        return end < 0 ? content : content[..end];
    }

    private static ComposeService Service(string name, YamlMappingNode node) => new(
        name,
        node["image"].ToString(),
        node.Children.TryGetValue("hostname", out var hostname) ? hostname.ToString() : null,
        node.Children.TryGetValue("labels", out var labels)
            ? ((YamlMappingNode)labels).ToImmutableSortedDictionary(
                item => item.Key.ToString(), item => item.Value.ToString())
            : ImmutableSortedDictionary<string, string>.Empty,
        [.. Items(node, "ports")],
        [.. Items(node, "volumes").Where(volume => volume[0] == '.').Select(volume => Folder + volume[1..])]);

    private static IEnumerable<string> Items(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var items) ? ((YamlSequenceNode)items).Select(item => item.ToString()) : [];
}
