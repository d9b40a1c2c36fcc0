using System.Formats.Tar;
using System.Text;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Docker;

/// <summary>The files that a container is given before it starts, as one tar stream for its root directory.</summary>
internal static class ContainerUploads
{
    private const string Default = "0644";
    private const string Executable = "0744";

    /// <exception cref="ProviderException">A source file is unreadable, or permissions are not octal.</exception>
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
                    DataStream = new MemoryStream(Content(upload)),
                });
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static byte[] Content(PropertyMap upload)
    {
        try
        {
            return upload.GetString("contentBase64") is { Length: > 0 } base64 ? Convert.FromBase64String(base64)
                : upload.GetString("source") is { Length: > 0 } path ? File.ReadAllBytes(path)
                : Encoding.UTF8.GetBytes(upload.GetString("content") ?? "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ProviderException($"cannot upload {upload.GetString("file")}: {e.Message}", e);
        }
    }

    private static UnixFileMode Mode(PropertyMap upload)
    {
        var text = upload.GetString("permissions") is { Length: > 0 } given ? given
            : upload.Bool("executable") == true ? Executable : Default;
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
