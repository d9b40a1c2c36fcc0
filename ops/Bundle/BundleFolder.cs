using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Enginsight.Infra.Bundles;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Bundle;

/// <summary>The folder of packages and images in a bundle, and its list.</summary>
internal static class BundleFolder
{
    /// <summary>The versions that the images have, as the vendor's file of this name has them.</summary>
    public const string Versions = "airgap.versions";

    /// <summary>Checksums of program, tools and scripts, which run on the admin machine.</summary>
    public const string Program = "program.sums";

    /// <summary>A line service:version for each image, which update-versions reads.</summary>
    public static string VersionsOf(ImageVersions versions) => string.Concat(
        versions.Tags.Select(item => (item.Key, item.Value))
            .Append(("mongodb-cves", versions.CveDatabase[(versions.CveDatabase.LastIndexOf(':') + 1)..]))
            .Select(item => $"{item.Item1}:{item.Item2}\n"));

    /// <param name="folder">The bundle's folder.</param>
    /// <param name="roles">Lines ROLE FILE INSTALLED-KB, as packages.sh has written them.</param>
    public static IEnumerable<BundleFile> PackagesOf(string folder, IEnumerable<string> roles)
    {
        var packages = roles.Select(line => line.Split(' ')).GroupBy(words => words[1]).ToArray();
        foreach (var package in packages.OrderBy(package => package.Key, StringComparer.Ordinal))
        {
            var kilobytes = long.Parse(package.First()[2], NumberStyles.None, CultureInfo.InvariantCulture);
            yield return FileOf(
                folder, $"packages/{package.Key}", kilobytes * 1024, package.Select(words => words[0]));
        }

        yield return FileOf(folder, "packages/Packages", 0, RolePackages.All.Keys);
    }

    public static BundleFile FileOf(string folder, string path, long unpacked, IEnumerable<string> words)
    {
        using var stream = File.OpenRead(Path.Combine(folder, path));
        return new BundleFile(
            Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length, unpacked, path,
            [.. words.Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>The list, which a person reads as well as the program.</summary>
    /// <param name="suite">Suite and architecture, such as bookworm amd64.</param>
    public static string ListOf(string suite, IReadOnlyCollection<BundleFile> files)
    {
        var text = new StringBuilder();
        text.AppendLine("# What a site without any network is set up from.");
        text.AppendLine(CultureInfo.InvariantCulture, $"# suite {suite}");
        foreach (var image in files.Where(file => file.Path.StartsWith("images/", StringComparison.Ordinal))
            .SelectMany(file => file.For).Distinct().Order(StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"# image {image}");
        }

        text.AppendLine("#");
        text.AppendLine("# sha256, bytes, bytes unpacked, file, for: roles and images");
        foreach (var file in files)
            text.AppendLine(file.ToString());
        return BundleList.Sealed(text.ToString());
    }
}
