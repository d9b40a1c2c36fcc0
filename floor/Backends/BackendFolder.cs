namespace Floor.Backends;

/// <summary>Where Pulumi's file backend keeps what belongs to the stacks of a project.</summary>
/// <param name="Root">The folder that the backend's URL names.</param>
/// <param name="Project">Name of the project.</param>
internal sealed record BackendFolder(string Root, string Project)
{
    private const string Scheme = "file://";

    public string Url => Scheme + Root;

    public string Meta => At("meta.yaml");

    /// <summary>Folder of the states.</summary>
    public string States => At("stacks", Project);

    /// <param name="url">Such as file://~/state?no_tmp_dir=true.</param>
    /// <param name="folder">What a relative path is relative to.</param>
    /// <returns>The folder that it names; null where it is not that of a file backend.</returns>
    public static string? RootOf(string url, string folder)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var path = Uri.UnescapeDataString(url[Scheme.Length..].Split('?')[0]);
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder));
    }

    public string History(string stack) => At("history", Project, stack);

    public string Backups(string stack) => At("backups", Project, stack);

    public string Locks(string stack) => At("locks", "organization", Project, stack);

    private string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, ".pulumi", .. parts]);
}
