using Floor.Files;

namespace Engine.Files;

/// <summary>
/// Files that are replaced as a whole or not at all. New ones may be read by their owner only; those that are there
/// keep the mode that they were given, and a link stays a link.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a directory and its missing parents, each with mode 0700.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a new, empty file of mode 0600 (where files have modes).</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersOnly;
        return new FileStream(path, options);
    }

    /// <summary>
    /// Replaces a file: a reader sees the old content or the new, also after a crash or a power cut in between.
    /// </summary>
    /// <param name="mode">Mode of a file that is not there yet.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = OwnersOnly)
    {
        if (new FileInfo(path).LinkTarget is not null)
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var stream = Open(temporary, FileMode.Create))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(stream.SafeFileHandle, File.Exists(path) ? File.GetUnixFileMode(path) : mode);
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        if (!OperatingSystem.IsWindows())
            Posix.SyncDirectory(Path.GetDirectoryName(path)!);
    }

    public static void WriteText(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));
}
