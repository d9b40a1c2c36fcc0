using System.Runtime.InteropServices;

namespace Floor.Files;

/// <summary>What Unix file systems can do and .NET has no call for.</summary>
internal static class Posix
{
    /// <summary>
    /// Makes what was renamed in a directory outlive a power cut. File systems that cannot are left as they are.
    /// </summary>
    public static void SyncDirectory(string path)
    {
        var directory = Open(path, 0);
        if (directory < 0)
            return;
        _ = Sync(directory);
        _ = Close(directory);
    }

    /// <summary>Gives a file a second name; false where the file system has no such thing.</summary>
    public static bool Link(string file, string name) => CreateLink(file, name) == 0;

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);

    [DllImport("libc", EntryPoint = "link")]
    private static extern int CreateLink(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
