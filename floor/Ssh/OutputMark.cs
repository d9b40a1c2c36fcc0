namespace Floor.Ssh;

/// <summary>
/// Tells what a script prints from what the shell printed before it: a .bashrc that greets, sudo's lecture. The mark
/// is new for each run, so that nothing can have printed it before.
/// </summary>
internal sealed class OutputMark
{
    private readonly string _mark = $"own-output-{Guid.NewGuid():N}";

    /// <summary>First lines of the script, for any POSIX shell.</summary>
    public string Script => $"""
        printf '\n%s\n' {_mark}
        printf '\n%s\n' {_mark} >&2
        """;

    /// <summary>What the script itself printed; null where it did not come so far.</summary>
    public string? Own(string output) =>
        output.IndexOf($"\n{_mark}\n", StringComparison.Ordinal) is >= 0 and var begin
            ? output[(begin + _mark.Length + 2)..]
            : null;
}
