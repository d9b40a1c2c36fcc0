using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Enginsight.Infra.Bundles;

/// <summary>
/// What is in a bundle: the file "list" in its folder, a line for each other file there. Previews are made of it; the
/// files themselves are only looked at, for gigabytes are not read again each time.
/// </summary>
internal sealed record BundleList(ImmutableArray<(string Line, BundleFile File)> Lines)
{
    /// <summary>The list's name.</summary>
    public const string Name = "list";

    public IEnumerable<BundleFile> Files => Lines.Select(item => item.File);

    /// <summary>Checksum of the whole list, and so of the whole bundle.</summary>
    public string Sum => SumOf(Lines.Select(item => item.Line));

    /// <summary>Checksum of the files that a VM gets.</summary>
    /// <param name="words">Its role and its images.</param>
    public string SumFor(IReadOnlyCollection<string> words) =>
        SumOf(Lines.Where(item => item.File.For.Any(words.Contains)).Select(item => item.Line));

    public bool Has(string word) => Files.Any(file => file.For.Contains(word));

    public static BundleList Parse(string text) =>
        new([
            .. from line in text.Split('\n')
               where !line.StartsWith('#')
               let file = BundleFile.Parse(line)
               where file is not null
               select (line, file),
        ]);

    /// <summary>What a copy that broke off has left: files that are missing or of another size.</summary>
    /// <param name="folder">The bundle's folder.</param>
    public IEnumerable<string> Flaws(string folder)
    {
        foreach (var file in Files)
        {
            var found = new FileInfo(Path.Combine(folder, file.Path));
            if (!found.Exists)
                yield return $"{found.FullName} is missing";
            else if (found.Length != file.Bytes)
                yield return $"{found.FullName} should have {file.Bytes} bytes, has {found.Length}";
        }
    }

    private static string SumOf(IEnumerable<string> lines) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")))));
}
