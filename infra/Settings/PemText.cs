using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Enginsight.Infra.Settings;

/// <summary>The blocks of a PEM text.</summary>
internal static class PemText
{
    private const string Begin = "-----BEGIN ";

    /// <summary>
    /// The blocks alone, in lines of 64 characters: without byte order mark, carriage returns, comments, or lines that
    /// YAML has folded. A text that holds something else stays as it is, and is refused.
    /// </summary>
    public static string Tidy(string text)
    {
        var blocks = Blocks(text.TrimStart('\uFEFF'));
        return blocks.Length > 0 && blocks.Length == Labels(text).Length
            ? string.Concat(blocks.Select(block => PemEncoding.WriteString(block.Label, block.Content) + "\n"))
            : text;
    }

    /// <summary>Label of every block that begins, whether it can be read or not.</summary>
    public static ImmutableArray<string> Labels(string text) =>
        [.. text.Split(Begin).Skip(1).Select(rest => rest.Split("-----")[0])];

    /// <summary>Label and content of every block that can be read.</summary>
    public static ImmutableArray<(string Label, byte[] Content)> Blocks(string text)
    {
        var blocks = ImmutableArray.CreateBuilder<(string, byte[])>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            blocks.Add((rest[fields.Label].ToString(), Convert.FromBase64String(rest[fields.Base64Data].ToString())));
            rest = rest[fields.Location.End..];
        }

        return blocks.ToImmutable();
    }
}
