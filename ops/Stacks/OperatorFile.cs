using System.Diagnostics;
using System.Text;

namespace Enginsight.Ops.Stacks;

/// <summary>
/// A file of the operator's that a tool edits: it keeps its mode, its owner, its line ends, and stays where a symbolic
/// link leads.
/// </summary>
internal sealed class OperatorFile
{
    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly bool _hasMark;
    private readonly bool _hasCarriageReturns;

    private OperatorFile(string path, byte[] bytes)
    {
        _path = path;
        _bytes = bytes;
        _hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        var text = Encoding.UTF8.GetString(_hasMark ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);
        _hasCarriageReturns = text.Contains("\r\n", StringComparison.Ordinal);
        Text = text.ReplaceLineEndings("\n");
    }

    /// <summary>Its text; lines end with a newline alone.</summary>
    public string Text { get; }

    /// <exception cref="OpsException">It is not there.</exception>
    public static OperatorFile Read(string path) => File.Exists(path)
        ? new OperatorFile(
            File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, File.ReadAllBytes(path))
        : throw new OpsException($"{Path.GetRelativePath(PulumiCli.Root, path)} is missing");

    /// <summary>Writes another text, all of it or nothing.</summary>
    /// <exception cref="OpsException">Somebody has changed the file since it was read.</exception>
    public void Write(string text)
    {
        if (!File.ReadAllBytes(_path).AsSpan().SequenceEqual(_bytes))
        {
            throw new OpsException(
                $"{Path.GetRelativePath(PulumiCli.Root, _path)} has been changed meanwhile; it is left as it is now, "
                + "start again");
        }

        var copy = $"{_path}.{Environment.ProcessId}.new";
        try
        {
            // The one program that takes along mode, owner and whatever else the file system has.
            Run("cp", "-p", _path, copy);
            using (var stream = new FileStream(copy, FileMode.Truncate, FileAccess.Write))
            {
                stream.Write(BytesOf(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(copy, _path, overwrite: true);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private byte[] BytesOf(string text) =>
    [
        .. _hasMark ? Encoding.UTF8.Preamble : [],
        .. Encoding.UTF8.GetBytes(_hasCarriageReturns ? text.ReplaceLineEndings("\r\n") : text),
    ];

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new OpsException($"{program} {arguments[^2]} failed, so the file is left as it is");
    }
}
