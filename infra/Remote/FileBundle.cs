using System.Collections.Immutable;
using System.Text;

namespace Enginsight.Infra.Remote;

/// <summary>
/// Files for a VM as one text, which remote/stage.sh reads there. Readable, because it is what a preview shows.
/// </summary>
internal sealed class FileBundle
{
    /// <summary>Begins the line that begins a file.</summary>
    public const string Marker = "==> ";

    private const string RunsAgainAfter = "runs again after ";
    private readonly StringBuilder _text = new();

    /// <param name="path">Absolute path on the VM.</param>
    /// <param name="mode">Octal mode, such as 0644.</param>
    /// <param name="content">Text of the file; it ends with a newline on the VM.</param>
    /// <param name="owner">User and group.</param>
    public FileBundle Add(string path, string mode, string content, string owner = "root:root") =>
        Append($"{path} {mode} {owner}", content);

    /// <summary>The files of another bundle.</summary>
    public FileBundle Add(FileBundle other)
    {
        _text.Append(other._text);
        return this;
    }

    /// <summary>A value that becomes no file of the VM.</summary>
    public FileBundle AddSecret(string name, string value) => Append($"secret {name}", value);

    /// <summary>
    /// The last line that another step printed. It is new whenever that one ran, and so this step's input is, too.
    /// </summary>
    /// <param name="step">Name of the other step's resource.</param>
    public FileBundle AddRun(string step, string line) => Append($"{RunsAgainAfter}{step}", line);

    /// <summary>The steps that were added with <see cref="AddRun"/> to a bundle, from its text.</summary>
    public static ImmutableArray<string> RunsOf(string text) =>
    [
        .. text.Split('\n').Where(line => line.StartsWith($"{Marker}{RunsAgainAfter}", StringComparison.Ordinal))
            .Select(line => line[$"{Marker}{RunsAgainAfter}".Length..]),
    ];

    public override string ToString() => _text.ToString();

    private FileBundle Append(string heading, string content)
    {
        if (content.Split('\n').Any(line => line.StartsWith(Marker, StringComparison.Ordinal)))
        {
            throw new ArgumentException(
                $"a line of {heading.Split(' ')[0]} begins with '{Marker}', which begins the next file");
        }

        _text.Append($"{Marker}{heading}\n{content.TrimEnd('\n')}\n");
        return this;
    }
}
