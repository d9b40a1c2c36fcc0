using System.Diagnostics;
using System.Text;

namespace Floor.Files;

/// <summary>
/// A file of the operator's that a tool edits: it keeps its mode, its owner, its line ends, and stays where a symbolic
/// link leads. One that is not there is empty, and made when it is written.
/// </summary>
internal sealed class OperatorFile
{
    private const string WindowsLineEnd = "\r\n";
    private readonly string _path;
    private readonly bool _hasMark;
    private readonly bool _hasCarriageReturns;
    private byte[]? _bytes;

    private OperatorFile(string path)
    {
        var named = new FileInfo(path);
        _path = named.LinkTarget is null ? path : named.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        _bytes = BytesNow();
        ReadOnlySpan<byte> bytes = _bytes;
        _hasMark = bytes.StartsWith(Encoding.UTF8.Preamble);
        var text = Encoding.UTF8.GetString(_hasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        _hasCarriageReturns = text.Contains(WindowsLineEnd, StringComparison.Ordinal);
        // Nothing else that Unicode calls a line's end: in a quoted text it is a character.
        Text = text.Replace(WindowsLineEnd, "\n", StringComparison.Ordinal);
    }

    /// <summary>The text that it had when it was read; lines end with a newline alone.</summary>
    public string Text { get; }

    public static OperatorFile Read(string path) => new(path);

    /// <exception cref="UserFileException">Somebody has changed the file since it was read.</exception>
    public void ThrowIfChanged()
    {
        var now = BytesNow();
        if ((now is null) != (_bytes is null) || !now.AsSpan().SequenceEqual(_bytes))
            throw new UserFileException($"{_path} has been changed meanwhile; it is left as it is now, start again");
    }

    /// <summary>Writes another text, all of it or nothing.</summary>
    /// <exception cref="UserFileException">Somebody has changed the file since it was read.</exception>
    public void Write(string text)
    {
        ThrowIfChanged();
        var folder = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        Directory.CreateDirectory(folder);
        var bytes = BytesOf(text);
        var copy = $"{_path}.{Environment.ProcessId}.new";
        try
        {
            if (_bytes is not null)
                Copy(copy);
            using (var stream = new FileStream(copy, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(copy, _path, overwrite: true);
            if (!OperatingSystem.IsWindows())
                Posix.SyncDirectory(folder);
        }
        finally
        {
            File.Delete(copy);
        }

        _bytes = bytes;
    }

    private byte[]? BytesNow() => File.Exists(_path) ? File.ReadAllBytes(_path) : null;

    private byte[] BytesOf(string text) =>
    [
        .. _hasMark ? Encoding.UTF8.Preamble : [],
        .. Encoding.UTF8.GetBytes(
            _hasCarriageReturns ? text.Replace("\n", WindowsLineEnd, StringComparison.Ordinal) : text),
    ];

    /// <summary>By the one program that takes along mode, owner and whatever else the file system has.</summary>
    private void Copy(string copy)
    {
        using var process = Process.Start("cp", ["-p", _path, copy]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new UserFileException($"could not write {_path}: cp -p failed, so it is left as it is");
    }
}
