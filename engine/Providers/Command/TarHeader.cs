using System.Text;
using Engine.Protocol;

namespace Engine.Providers.Command;

/// <summary>
/// The 512 bytes that stand before a file in a tar stream, with mode, owner and time that say nothing.
/// </summary>
internal static class TarHeader
{
    public const int Block = 512;
    private const int NameLength = 100;
    private const int PrefixLength = 155;

    public static int Padding(long length) => (int)((Block - length % Block) % Block);

    /// <exception cref="ProviderException">The name does not fit or is not ASCII.</exception>
    public static byte[] ForFile(string name, long size)
    {
        if (name.Any(letter => letter > 127))
            throw new ProviderException($"'{name}': the embedded engine copies directories of ASCII file names only");
        var (prefix, last) = Split(name);
        var header = new byte[Block];
        Put(header, 0, last);
        Put(header, 100, "0000600");
        Put(header, 108, "0000000");
        Put(header, 116, "0000000");
        Put(header, 124, Convert.ToString(size, 8).PadLeft(11, '0'));
        Put(header, 136, "00000000000");
        Put(header, 148, "        ");
        Put(header, 156, "0");
        Put(header, 257, "ustar\000");
        Put(header, 329, "0000000");
        Put(header, 337, "0000000");
        Put(header, 345, prefix);
        // The checksum counts its own field as blanks; it ends with NUL and a blank.
        var sum = header.Sum(part => (int)part);
        Put(header, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        return header;
    }

    private static (string Prefix, string Name) Split(string name)
    {
        if (name.Length <= NameLength)
            return ("", name);
        var slash = name.LastIndexOf('/', Math.Min(PrefixLength, name.Length - 1));
        return slash > 0 && name.Length - slash - 1 <= NameLength
            ? (name[..slash], name[(slash + 1)..])
            : throw new ProviderException($"'{name}' is too long for a tar header");
    }

    private static void Put(byte[] header, int offset, string text) =>
        Encoding.ASCII.GetBytes(text, header.AsSpan(offset));
}
