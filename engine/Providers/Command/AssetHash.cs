using System.Security.Cryptography;
using System.Text;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Command;

/// <summary>
/// The hash under which the state knows a file, a text or a directory. It must be Pulumi's to the byte: another one
/// would be a change.
/// </summary>
internal static class AssetHash
{
    private static readonly string[] PackedEndings = [".tar", ".tgz", ".tar.gz", ".zip", ".jar"];

    /// <summary>The value with its hash, where it is one that can be read here.</summary>
    public static PropertyValue Complete(PropertyValue value)
    {
        try
        {
            return value switch
            {
                SecretValue secret => new SecretValue(Complete(secret.Element)),
                AssetValue { Text: { } text } asset =>
                    asset with { Hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text))) },
                AssetValue { Path: { } path } asset => asset with { Hash = OfFile(path) },
                ArchiveValue { Path: { } path } archive => archive with { Hash = OfArchive(path) },
                _ => value,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException($"failed to compute the hash of an asset: {e.Message}", e);
        }
    }

    private static string OfArchive(string path) =>
        PackedEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) ? OfFile(path) : OfDirectory(path);

    private static string OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return Hex(SHA256.HashData(file));
    }

    private static string OfDirectory(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, path) in Files(root, ""))
        {
            var content = File.ReadAllBytes(path);
            hash.AppendData(TarHeader.ForFile(name, content.Length));
            hash.AppendData(content);
            hash.AppendData(new byte[TarHeader.Padding(content.Length)]);
        }

        hash.AppendData(new byte[2 * TarHeader.Block]);
        return Hex(hash.GetHashAndReset());
    }

    /// <summary>Files by their path in byte order; links to directories are left out.</summary>
    private static IEnumerable<(string Name, string Path)> Files(string root, string prefix) =>
        new DirectoryInfo(root).EnumerateFileSystemInfos()
            .Where(entry => entry.Name != ".pulumi")
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .SelectMany(entry => (entry, entry.LinkTarget) switch
            {
                (DirectoryInfo, null) => Files(entry.FullName, $"{prefix}{entry.Name}/"),
                _ when Directory.Exists(entry.FullName) => [],
                _ => [($"{prefix}{entry.Name}", entry.FullName)],
            });

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
