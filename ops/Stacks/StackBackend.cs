namespace Enginsight.Ops.Stacks;

/// <summary>Where the states of stacks are kept: PULUMI_BACKEND_URL, or .state in the project.</summary>
internal static class StackBackend
{
    private const string Project = "enginsight-infra";
    private const string Scheme = "file://";

    /// <summary>As an error names it; without a user and a password that it may have.</summary>
    public static string Name => Folder is { } folder ? Scheme + folder : Url.Split(':')[0] + ":...";

    /// <summary>The folder of a backend that keeps files; null for any other.</summary>
    public static string? Folder => FolderOf(Url);

    /// <summary>The locks of a stack; null where they are not kept in files.</summary>
    public static string? LocksOf(string stack) =>
        Folder is { } folder ? Path.Combine(folder, ".pulumi", "locks", "organization", Project, stack) : null;

    /// <summary>The operations on a stack.</summary>
    /// <exception cref="OpsException">They are not kept in files.</exception>
    public static string HistoryOf(string stack) => Folder is { } folder
        ? Path.Combine(folder, ".pulumi", "history", Project, stack)
        : throw new OpsException($"the history is read from a file backend; PULUMI_BACKEND_URL is '{Name}'");

    /// <param name="url">Such as file://~/state?no_tmp_dir=true.</param>
    public static string? FolderOf(string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var path = Uri.UnescapeDataString(url[Scheme.Length..].Split('?')[0]);
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, PulumiCli.Root));
    }

    private static string Url => Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL") is { Length: > 0 } url
        ? url
        : Scheme + Path.Combine(PulumiCli.Root, ".state");
}
