using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Enginsight.Infra.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Enginsight.Ops.Versions;

/// <summary>Image versions by service, as the vendor publishes them.</summary>
/// <param name="Services">Tag of every service that this program runs and the list names.</param>
/// <param name="CveDatabaseTag">Tag of the CVE database's image, if the list names it.</param>
/// <param name="Others">Names in the list that this program does not run; redis is the database VM's own.</param>
internal sealed partial record VersionList(
    ImmutableSortedDictionary<string, string> Services, string? CveDatabaseTag, ImmutableArray<string> Others)
{
    private const string CveDatabase = "mongodb-cves";

    /// <summary>Reads a docker-compose.yml, or the lines <c>service:version</c> of an airgap.versions file.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="source">Where it comes from, for the error.</param>
    /// <exception cref="OpsException">It is neither, or it names no service that this program runs.</exception>
    public static VersionList Parse(string text, string source)
    {
        var images = IsCompose(text) ? ComposeImages(text, source) : AirgapLines(text, source);
        var known = images.Where(item => ImageVersions.Defaults.ContainsKey(item.Key)).ToArray();
        if (known.Length == 0)
        {
            throw new OpsException(
                $"{source} names no version of a service; it should be a docker-compose.yml or airgap.versions");
        }

        return new VersionList(
            known.ToImmutableSortedDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal),
            images.GetValueOrDefault(CveDatabase),
            [
                .. images.Keys.Where(name =>
                    !ImageVersions.Defaults.ContainsKey(name) && name is not (CveDatabase or "redis")),
            ]);
    }

    private static bool IsCompose(string text) => ServicesKey().IsMatch(text);

    private static Dictionary<string, string> ComposeImages(string text, string source)
    {
        var images = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, image) in ComposeReferences(text, source))
            images[name] = TagOf(image) ?? throw new OpsException($"{source}: {name} has no version: '{image}'");
        return images;
    }

    /// <summary>Image reference of every service of a compose file, in its order.</summary>
    public static IEnumerable<(string Service, string Image)> ComposeReferences(string text, string source)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new OpsException($"{source} is not valid YAML, line {e.Start.Line}");
        }

        if (Child(stream.Documents[0].RootNode, "services") is not YamlMappingNode services)
            throw new OpsException($"{source} has no services");
        foreach (var (name, service) in services.Children)
        {
            if (Child(service, "image") is YamlScalarNode { Value: { Length: > 0 } image })
                yield return (((YamlScalarNode)name).Value!, image);
        }
    }

    /// <summary>Tag of an image reference; null where it has none, or a digest or variable in its place.</summary>
    public static string? TagOf(string image)
    {
        var tag = Reference().Match(image).Groups["tag"];
        return tag.Success ? tag.Value : null;
    }

    private static YamlNode? Child(YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static Dictionary<string, string> AirgapLines(string text, string source)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line is not ("" or ['#', ..])))
        {
            // The service may stand with its registry before it, as an image reference.
            var match = Reference().Match(line);
            if (!match.Success)
                throw new OpsException($"{source}: '{Shorten(line)}' is no line service:version");
            versions[match.Groups["name"].Value] = match.Groups["tag"].Value;
        }

        return versions;
    }

    private static string Shorten(string line) => line.Length <= 40 ? line : line[..40] + "...";

    [GeneratedRegex(@"^services:", RegexOptions.Multiline)]
    private static partial Regex ServicesKey();

    [GeneratedRegex(@"\A(?:[^\s@$]*/)?(?<name>[a-z0-9][a-z0-9._-]*)\s*:\s*(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})\z")]
    private static partial Regex Reference();
}
