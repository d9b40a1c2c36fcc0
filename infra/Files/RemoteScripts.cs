using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Enginsight.Infra.Remote;

namespace Enginsight.Infra.Files;

/// <summary>
/// The steps' scripts, which every VM gets as they stand in this folder. Commands then only name them: they stay short
/// enough to be read in an error message, and a preview shows a changed script once for each VM.
/// </summary>
internal static class RemoteScripts
{
    /// <summary>Folder on the VMs.</summary>
    public const string Folder = "/usr/local/lib/enginsight";

    private static readonly ConcurrentDictionary<string, string> Revisions = new();

    /// <summary>The scripts below some of this folder's folders, and the revision of each step among them.</summary>
    public static FileBundle Bundle(params string[] folders)
    {
        var scripts = EmbeddedFile.Paths
            .Where(path => path.EndsWith(".sh", StringComparison.Ordinal) && folders.Contains(path.Split('/')[0]))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var bundle = new FileBundle();
        foreach (var script in scripts)
            bundle.Add($"{Folder}/{script}", "0644", EmbeddedFile.Read(script));
        var steps = scripts.Select(script => script.Split('.')[0]).Distinct()
            .Select(step => $"{step} {Revision(step)}");
        return bundle.Add($"{Folder}/revisions", "0644", string.Join('\n', steps));
    }

    /// <summary>
    /// Changes with the step's scripts and all that they source, so that a step whose script changed runs again.
    /// </summary>
    /// <param name="step">Path of the step's script without its ending, such as load-balancer/site.</param>
    public static string Revision(string step) => Revisions.GetOrAdd(step, static step =>
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in EmbeddedFile.Paths.Where(path => path == $"{step}.sh" || IsVerb(path, step)))
            Collect(path, files);
        Collect("remote/step.sh", files);
        var text = string.Concat(files.Select(path => $"{path}\n{EmbeddedFile.Read(path)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    });

    private static bool IsVerb(string path, string step) =>
        path.StartsWith($"{step}.", StringComparison.Ordinal) && path.EndsWith(".sh", StringComparison.Ordinal);

    private static void Collect(string path, SortedSet<string> files)
    {
        const string source = "source ";
        if (!files.Add(path))
            return;
        foreach (var line in EmbeddedFile.Read(path).Split('\n'))
        {
            if (line.StartsWith(source, StringComparison.Ordinal))
                Collect(line[source.Length..].Trim(), files);
        }
    }
}
