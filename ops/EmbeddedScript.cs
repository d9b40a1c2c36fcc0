namespace Enginsight.Ops;

/// <summary>The scripts beside the commands that run them on VMs.</summary>
internal static class EmbeddedScript
{
    /// <summary>Text of a script, by its path below ops/.</summary>
    public static string Read(string path)
    {
        using var stream = typeof(EmbeddedScript).Assembly.GetManifestResourceStream(path)
            ?? throw new FileNotFoundException($"the program carries no script {path}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
