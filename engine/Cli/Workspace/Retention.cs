using System.Globalization;
using Engine.Files;
using Floor.Files;

namespace Engine.Workspace;

/// <summary>Keeps copies of a stack's state: no two in a row of the same content, and not more than a limit.</summary>
internal static class Retention
{
    /// <summary>How many operations a stack's history and backups reach back; 0 for all.</summary>
    private const string Variable = "PULUMI_EMBEDDED_HISTORY_LIMIT";

    private const int Default = 100;

    private static int Limit => Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text ? Default
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit
        : throw new EngineException($"{Variable} should be a number, 0 for no limit; it is '{text}'");

    /// <summary>Copies a file under another name, without a second content where the last copy has the same.</summary>
    /// <param name="last">The copy made before; null for none.</param>
    public static void Copy(string file, string name, string? last)
    {
        if (last is null || !Same(file, last) || OperatingSystem.IsWindows() || !Posix.Link(last, name))
            File.Copy(file, name, overwrite: true);
    }

    public static bool Same(string left, string right) =>
        new FileInfo(left).Length == new FileInfo(right).Length
        && File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));

    /// <summary>The newest of a directory's files; their names end in the time.</summary>
    public static string? Newest(string directory, string ending) => Files(directory, ending).LastOrDefault();

    /// <summary>Deletes the oldest files beyond the limit.</summary>
    /// <param name="endings">Kinds of files that are counted apart.</param>
    public static void Trim(string directory, params ReadOnlySpan<string> endings)
    {
        if (Limit is not (> 0 and var limit))
            return;
        foreach (var ending in endings)
            foreach (var file in Files(directory, ending).SkipLast(limit))
            {
                File.Delete(file);
                // The Pulumi CLI's own record beside each of its files.
                File.Delete(file + ".attrs");
            }
    }

    private static IEnumerable<string> Files(string directory, string ending) =>
        Directory.EnumerateFiles(directory, "*" + ending).Order(StringComparer.Ordinal);
}
