using System.Text;

namespace Enginsight.Infra.Remote;

/// <summary>
/// Several files as one readable text, for the standard input of a script that uses remote/files.sh. Readable, because
/// it is what a preview shows.
/// </summary>
internal sealed class FileBundle
{
    private const string Marker = "==> ";
    private readonly StringBuilder _text = new();

    /// <param name="path">Absolute path on the VM.</param>
    /// <param name="mode">Octal mode, such as 0644.</param>
    /// <param name="content">Text of the file; it ends with a newline on the VM.</param>
    /// <param name="owner">User and group.</param>
    public FileBundle Add(string path, string mode, string content, string owner = "root:root")
    {
        if (content.Split('\n').Any(line => line.StartsWith(Marker, StringComparison.Ordinal)))
            throw new ArgumentException($"a line of {path} begins with '{Marker}', which begins the next file");
        _text.Append($"{Marker}{path} {mode} {owner}\n{content.TrimEnd('\n')}\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
