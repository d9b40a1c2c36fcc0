namespace Enginsight.Ops.Stacks;

/// <summary>
/// A copy of a stack file that a verb of the CLI works on (--config-file), so that the operator's own stays untouched.
/// </summary>
internal sealed class StackFileCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("enginsight-stack-");

    public StackFileCopy(string stack, string text)
    {
        Path = System.IO.Path.Combine(_folder.FullName, $"Pulumi.{stack}.yaml");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public string Text => File.ReadAllText(Path);

    public void Dispose() => _folder.Delete(recursive: true);
}
