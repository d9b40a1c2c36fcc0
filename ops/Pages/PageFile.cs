using System.CommandLine;
using System.Text;

namespace Enginsight.Ops.Pages;

/// <summary>
/// The file that --report names. Whether it can be written is found out before the work begins, and what is there is
/// replaced as a whole or not at all.
/// </summary>
internal sealed class PageFile
{
    /// <summary>Nothing but a page is ever replaced, whatever was typed behind --report.</summary>
    private const string Ending = ".html";

    /// <summary>Where the page ends up: a symbolic link stays, and what it leads to is replaced.</summary>
    private readonly string _target;

    /// <param name="name">As it was typed.</param>
    /// <exception cref="OpsException">No page can be written there.</exception>
    public PageFile(string name)
    {
        if (!IsPage(name))
            throw new OpsException($"--report needs the name of a page, such as --report report.html; was '{name}'");
        Name = Path.GetFullPath(name);
        _target = new FileInfo(Name).LinkTarget is null
            ? Name
            : File.ResolveLinkTarget(Name, returnFinalTarget: true)!.FullName;
        if (!IsPage(_target))
            throw new OpsException($"--report: {Name} leads to {_target}, which is no {Ending} file; {Advice}");
        if (Directory.Exists(_target))
            throw new OpsException($"--report: {Name} is a folder; {Advice}");
        if (!Directory.Exists(Path.GetDirectoryName(_target)))
        {
            throw new OpsException(
                $"--report: there is no folder {Path.GetDirectoryName(_target)}; make it, or {Advice}");
        }

        Try();
    }

    public string Name { get; }

    private static string Advice => "name another file";

    private string Copy => $"{_target}.{Environment.ProcessId}.new";

    public static Option<string?> Option() => new("--report")
    {
        Description = "Writes a page about it, FILE.html, that needs nothing else to be looked at.",
        HelpName = "FILE.html",
        // A missing name is refused in words of our own.
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The file that was asked for; null where none was.</summary>
    public static PageFile? Of(ParseResult result, Option<string?> option) =>
        result.GetResult(option) is null ? null : new PageFile(result.GetValue(option) ?? "");

    /// <summary>Writes the page and says where. The mode is what the umask gives.</summary>
    public void Write(Html page)
    {
        try
        {
            using (var stream = new FileStream(Copy, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(page.Text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(Copy, _target, overwrite: true);
        }
        finally
        {
            File.Delete(Copy);
        }

        Console.WriteLine($"Report        {Name}");
    }

    private static bool IsPage(string name) =>
        name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && Path.GetFileName(name).Length > Ending.Length;

    private void Try()
    {
        try
        {
            using var stream = new FileStream(
                Copy, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpsException($"--report: {Name} cannot be written ({Failure.Describe(e)}); {Advice}");
        }
    }
}
