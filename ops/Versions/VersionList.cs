using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Versions;

/// <summary>Image versions by service, as the vendor publishes them.</summary>
/// <param name="Services">Tag of every service that this program runs and the list has a version of.</param>
/// <param name="CveDatabaseTag">Tag of the CVE database's image, if the list names it.</param>
/// <param name="Others">Names in the list that this program does not run; redis is the database VM's own.</param>
/// <param name="Notes">What is in the list and could not be read as a version.</param>
internal sealed partial record VersionList(
    ImmutableSortedDictionary<string, string> Services,
    string? CveDatabaseTag,
    ImmutableArray<string> Others,
    ImmutableArray<string> Notes)
{
    private const string CveDatabase = "mongodb-cves";

    /// <summary>Reads a docker-compose.yml, or the lines <c>service:version</c> of an airgap.versions file.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="source">Where it comes from, for the error.</param>
    /// <exception cref="OpsException">It names no version of a service that this program runs.</exception>
    public static VersionList Parse(string text, string source)
    {
        var list = ComposeFile.Images(text, source) is { } images
            ? OfImages(images)
            : OfLines(text);
        return list.Services.Count > 0
            ? list
            : throw new OpsException(
                $"{source} names no version of a service{(list.Notes.IsEmpty ? "" : $" ({list.Notes[0]})")}; "
                + "it should be a docker-compose.yml or airgap.versions");
    }

    public static VersionList OfImages(IEnumerable<ComposeImage> images) => Of(
        [.. images.Select(item => (item.Service, item.Image, TagOf(item.Image)))]);

    /// <summary>Tag of an image reference; null where it has none, or a digest or variable in its place.</summary>
    public static string? TagOf(string image)
    {
        var tag = Reference().Match(image).Groups["tag"];
        return tag.Success ? tag.Value : null;
    }

    private static VersionList OfLines(string text) => Of(
    [
        .. from line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.Split(" #")[0].Trim())
           where line is not ("" or ['#', ..])
           // The service may stand with its registry before it, as an image reference.
           let match = Reference().Match(line)
           select match.Success
               ? (match.Groups["name"].Value, line, match.Groups["tag"].Value)
               : ("", line, (string?)null),
    ]);

    private static VersionList Of((string Name, string Text, string? Tag)[] items)
    {
        var services = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _, tag) in items.Where(item => ImageVersions.Defaults.ContainsKey(item.Name)))
        {
            if (tag is not null)
                services[name] = tag;
        }

        return new VersionList(
            services.ToImmutableSortedDictionary(StringComparer.Ordinal),
            items.LastOrDefault(item => item.Name == CveDatabase).Tag,
            [
                .. items.Where(item => item.Tag is not null).Select(item => item.Name)
                    .Where(name => !ImageVersions.Defaults.ContainsKey(name) && name is not (CveDatabase or "redis")),
            ],
            [
                .. items.Where(item => item.Tag is null && !services.ContainsKey(item.Name))
                    .Select(item => item.Name.Length == 0
                        ? $"'{Shorten(item.Text)}' is no service:version"
                        : $"{item.Name} has no version there: '{Shorten(item.Text)}'"),
            ]);
    }

    private static string Shorten(string line) => line.Length <= 60 ? line : line[..60] + "...";

    [GeneratedRegex(
        @"\A(?:[^\s@$]*/)?(?<name>[a-z0-9][a-z0-9._-]*)\s*:\s*" +
        @"(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})(?:@[a-z0-9]+:[0-9a-f]+)?\z")]
    private static partial Regex Reference();
}
