using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Enginsight.Infra.Bundles;

/// <summary>
/// What is in a bundle: the file "list" in its folder, a line for each other file there, and a checksum of all lines
/// at its end. Previews are made of it; the files themselves are only looked at, for gigabytes are not read again each
/// time.
/// </summary>
internal sealed record BundleList(ImmutableArray<(string Line, BundleFile File)> Lines)
{
    /// <summary>The list's name.</summary>
    public const string Name = "list";

    /// <summary>Name of its signature, where it has one.</summary>
    public const string Signature = "list.sig";

    private const string Seal = "# sha256 of all lines above: ";

    public IEnumerable<BundleFile> Files => Lines.Select(item => item.File);

    /// <summary>Checksum of the whole list, and so of the whole bundle.</summary>
    public string Sum => SumOf(Lines.Select(item => item.Line));

    /// <summary>Checksum of the files that a VM gets.</summary>
    /// <param name="words">Its role and its images.</param>
    public string SumFor(IReadOnlyCollection<string> words) =>
        SumOf(Lines.Where(item => item.File.For.Any(words.Contains)).Select(item => item.Line));

    public bool Has(string word) => Files.Any(file => file.For.Contains(word));

    /// <exception cref="FormatException">It is not as it was made.</exception>
    public static BundleList Parse(string text)
    {
        var end = text.LastIndexOf(Seal, StringComparison.Ordinal);
        if (end < 0 || Sealed(text[..end]) != text)
            throw new FormatException($"{Name} is not as it was made");
        return new([
            .. from line in text.Split('\n')
               where !line.StartsWith('#')
               let file = BundleFile.Parse(line)
               where file is not null
               select (line, file),
        ]);
    }

    /// <summary>The text of a list with its last line.</summary>
    public static string Sealed(string lines) => $"{lines}{Seal}{Hash(lines)}\n";

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

    private static string SumOf(IEnumerable<string> lines) => Hash(string.Concat(lines.Select(line => $"{line}\n")));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
