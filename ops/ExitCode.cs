namespace Enginsight.Ops;

/// <summary>Exit codes of all tools.</summary>
internal static class ExitCode
{
    /// <summary>Done, or nothing was found.</summary>
    public const int Good = 0;

    /// <summary>Something was found that somebody has to see to, or a question was declined.</summary>
    public const int Found = 1;

    /// <summary>The tool could not do its work, or not on every VM.</summary>
    public const int CannotRun = 2;

    /// <summary>Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;
}
