namespace Tests.Shared;

/// <summary>The project that these tests belong to.</summary>
public static class ProjectFolder
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Path of one of its files or folders.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException(
                $"no Pulumi.yaml at or above {AppContext.BaseDirectory}: the tests run within the project's folder");
        }

        return folder.FullName;
    }
}
