using System.Formats.Tar;
using System.Text;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>The files that a container is given before it starts, as one tar stream for its root directory.</summary>
internal static class ContainerUploads
{
    private const string Default = "0644";

    /// <exception cref="ProviderException">Permissions are not octal.</exception>
    public static Stream Pack(IReadOnlyList<PropertyMap> uploads)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var upload in uploads)
            {
                tar.WriteEntry(new UstarTarEntry(
                    TarEntryType.RegularFile, (upload.GetString("file") ?? "").TrimStart('/'))
                {
                    Mode = Mode(upload),
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(upload.GetString("content") ?? "")),
                });
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static UnixFileMode Mode(PropertyMap upload)
    {
        var text = upload.GetString("permissions") is { Length: > 0 } given ? given : Default;
        try
        {
            return (UnixFileMode)Convert.ToInt32(text, 8);
        }
        catch (FormatException e)
        {
            throw new ProviderException($"permissions '{text}' of {upload.GetString("file")} are no octal number", e);
        }
    }
}
