namespace Enginsight.Ops.Ssh;

/// <summary>What a script left behind.</summary>
/// <param name="ExitCode">0 for success; 128 or more where it was killed.</param>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}
