using System.Collections.Immutable;
using System.Globalization;

namespace Enginsight.Infra.Bundles;

/// <summary>A file of a bundle, as its list names it.</summary>
/// <param name="Sha256">Checksum of the file, in hexadecimal.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Unpacked">Bytes that a VM needs besides, where it is installed or loaded.</param>
/// <param name="Path">Below the bundle's folder, such as packages/nginx_1.22.1-9_amd64.deb.</param>
/// <param name="For">
/// Roles (the folders of infra/Files) and images whose VMs get it; none where it stays on the admin machine.
/// </param>
internal sealed record BundleFile(string Sha256, long Bytes, long Unpacked, string Path, ImmutableArray<string> For)
{
    /// <summary>Its line in the list.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Sha256} {Bytes,11} {Unpacked,11} {Path} {string.Join(' ', For)}").TrimEnd();

    /// <returns>Null where the line is none of a file's.</returns>
    public static BundleFile? Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 4
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var unpacked)
            ? new BundleFile(words[0], bytes, unpacked, words[3], [.. words[4..]])
            : null;
    }
}
